"""Prepares somebody's Word file for pandoc, which reads the words; what each paragraph is, is read here.

pandoc drops what it does not know without a word. So that is taken out here and counted, and the form of each
paragraph (heading, list and number, quotation, direction) goes through pandoc as a mark at its beginning.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from foundation.files.docx import marks
from foundation.files.docx.numbering import Numbering, Style, Styles, heading, indent, value, whole
from foundation.files.docx.package import NAMES, XML, Package, relations_of, said_true, w
from foundation.text import directions

QUOTES = {"quote", "intense quote", "block text"}
FIELDS_KEPT = ("HYPERLINK",)  # pandoc makes links of them
SHAPES = ("{*}chart", "{*}relIds", "{*}wsp", "{*}wgp", "{*}wpc", "{*}contentPart")
WITH_TEXT = ("footnotes", "endnotes")
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Prepared:
    """A file that pandoc can read: its content, its pictures by their addresses, and what was left out."""

    def __init__(self, package: Package):
        self.left_out: Counter[str] = Counter()
        self.pictures: dict[str, bytes] = {}
        self._styles = Styles.of(package.xml(package.beside("styles") or "-"))
        self._numbering = Numbering(package.xml(package.beside("numbering") or "-"))
        self.content = self._prepare(package)

    def _prepare(self, package: Package) -> bytes:
        given = Package(main=package.main)
        for name in ("[Content_Types].xml", "_rels/.rels"):
            root = package.xml(name)
            if root is not None:
                given.put(name, root)
        text = package.xml(package.main)
        assert text is not None
        self._tidy(text)
        body = text.find("w:body", NAMES)
        assert body is not None
        self._mark_flow(body)
        given.put(package.main, text)
        self._relations(package, given, package.main)
        for kind in ("styles", "numbering", *WITH_TEXT):
            name = package.beside(kind)
            root = package.xml(name) if name else None
            if root is None:
                continue
            if kind in WITH_TEXT:
                self._tidy(root)
                for paragraph in root.iter(w("p")):
                    _bare(paragraph)
                self._relations(package, given, name)
            given.put(name, root)
        return given.content()

    def _relations(self, package: Package, given: Package, name: str) -> None:
        """Gives pandoc the relations of a part. Pictures are kept here; pandoc gets an empty one for each."""
        relations = package.xml(relations_of(name))
        if relations is None:
            return
        for one in list(relations):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            external = one.get("TargetMode") == "External"
            if kind == "image" and not external:
                folder = name.rpartition("/")[0]
                path = f"{folder}/{target}".lstrip("/") if not target.startswith("/") else target.lstrip("/")
                self.pictures[target.lstrip("/")] = package.parts.get(path, b"")
                given.parts[path] = b""
            elif kind not in ("hyperlink", "styles", "numbering", *WITH_TEXT):
                relations.remove(one)
        given.put(relations_of(name), relations)

    # What is taken out

    def _tidy(self, root: XML) -> None:
        for text in root.iter(w("t"), w("delText")):
            if text.text:
                text.text = marks.unmarked(text.text)
        self._contents(root)
        self._comments(root)
        self._hidden(root)
        self._drawings(root)
        self._fields(root)

    def _contents(self, root: XML) -> None:
        for gallery in list(root.iter(w("docPartGallery"))):
            if gallery.get(w("val")) == "Table of Contents":
                block = next(gallery.iterancestors(w("sdt")), None)
                if block is not None and block.getparent() is not None:
                    _remove(block)
                    self.left_out["contents"] += 1

    def _comments(self, root: XML) -> None:
        self.left_out["comments"] += sum(1 for _one in root.iter(w("commentReference")))
        for one in list(root.iter(w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))):
            _remove(one)

    def _hidden(self, root: XML) -> None:
        found = 0
        for run in list(root.iter(w("r"))):
            if said_true(run.find("w:rPr/w:vanish", NAMES)):
                found += bool("".join(run.itertext()).strip())
                _remove(run)
        self.left_out["hidden"] += found

    def _drawings(self, root: XML) -> None:
        """Takes the paragraphs out of text boxes and puts them after the paragraph at which the box hangs."""
        for choice in list(root.iter(f"{{{NAMES['mc']}}}AlternateContent")):
            if choice.getparent() is None:
                continue
            chosen = choice.find("mc:Choice", NAMES)
            other = choice.find("mc:Fallback", NAMES)
            # A picture is plainer in the other form; a text box has the same words in both.
            best = chosen if chosen is not None and len(chosen) else other
            for child in list(best) if best is not None else []:
                choice.addprevious(child)
            _remove(choice)
        for box in list(root.iter(w("txbxContent"))):
            host = next(box.iterancestors(w("p")), None)
            holder = next(box.iterancestors(w("drawing"), w("pict"), w("object")), None)
            if host is None or holder is None:
                continue
            for child in reversed(list(box)):
                host.addnext(child)
        for holder in list(root.iter(w("drawing"), w("pict"), w("object"))):
            has_picture = holder.find(".//pic:pic", NAMES) is not None or (
                holder.find(".//v:imagedata", NAMES) is not None and holder.tag == w("pict")
            )
            if has_picture:
                continue
            emptied_box = holder.find(".//w:txbxContent", NAMES) is not None
            if holder.tag == w("object"):
                self.left_out["objects"] += 1
            elif any(holder.find(f".//{shape}") is not None for shape in SHAPES[:2]):
                self.left_out["charts"] += 1
            elif (
                not emptied_box
                and holder.find(".//v:rect[@{urn:schemas-microsoft-com:office:office}hr]", NAMES) is None
            ):
                self.left_out["drawings"] += 1
            _remove(holder)

    def _fields(self, root: XML) -> None:
        """Keeps the words that fields show, such as numbers of references; pandoc would drop them."""
        for field in list(root.iter(w("fldSimple"))):
            for child in list(field):
                field.addprevious(child)
            _remove(field)
        stack: list[list[XML]] = []  # the elements of each open field
        codes: list[str] = []
        gone: list[XML] = []
        for element in root.iter(w("fldChar"), w("instrText")):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                stack.append([element])
                codes.append("")
            elif stack:
                stack[-1].append(element)
                if element.tag == w("instrText"):
                    codes[-1] += element.text or ""
                if kind == "end":
                    elements, code = stack.pop(), codes.pop()
                    if not code.strip().upper().startswith(FIELDS_KEPT):
                        gone += elements
        for elements in stack:  # never ended
            gone += elements
        for element in gone:
            _remove(element)

    # What each paragraph is

    def _mark_flow(self, flow: XML) -> None:
        """Marks the paragraphs of the text, or of a cell, in their order."""
        blocks = list(_flow(flow))
        after = _numbers_after(blocks, self._style_of, self._numbered)
        # The list before: its number, its level, and where its words begin
        inside: tuple[str, int, int] | None = None
        in_quote = False
        for place, block in enumerate(blocks):
            if block.tag == w("tbl"):
                left = whole(value(block.find("w:tblPr/w:tblInd", NAMES), "w"))
                form: dict[str, object] = {}
                if kept := _kept_place(block, "tat"):
                    form = {"at": kept}
                elif inside and left >= 300:
                    form = {"c": inside[1], "q": in_quote or None}
                elif in_quote and left >= 300:
                    form = {"q": "1"}
                else:
                    inside, in_quote = None, False
                self._mark_table(block, form)
                continue
            form = self._form(block)
            style = self._style_of(block)
            properties = block.find("w:pPr", NAMES)
            left = _left(properties, style)
            if "at" in form and "l" not in form:
                form.pop("c", None)
                inside = inside if "l" in str(form["at"]).split(".") else None
            elif "l" in form:
                inside = (str(form["l"]), int(str(form["v"])), int(str(form.pop("left"))))
            elif "c" in form:
                form["c"] = min(int(str(form["c"])), inside[1]) if inside else None
            elif inside and form.get("k", "p") == "p" and left > 0 and _goes_on(left, inside, after[place]):
                form["c"] = inside[1]
            elif _empty(block):
                pass
            else:
                inside = None
            if not _empty(block):
                in_quote = bool(form.get("q")) or "q" in str(form.get("at", ""))
            _put_mark(block, form)

    def _mark_table(self, table: XML, form: dict[str, object]) -> None:
        heads = _heads(table)
        first = True
        for number, row in enumerate(table.iterfind("w:tr", NAMES)):
            for cell in row.iterfind("w:tc", NAMES):
                is_head = number < heads
                self._mark_flow(cell)
                for paragraph in cell.iterfind("w:p", NAMES):
                    _add_to_mark(paragraph, {"th": "1"} if is_head else {})
                    if first:
                        _add_to_mark(paragraph, {f"t{key}": said for key, said in form.items()})
                        first = False
        properties = table.find("w:tblPr", NAMES)
        if properties is not None:  # which rows are heads is said by the marks
            for known in properties.findall("w:tblLook", NAMES) + properties.findall("w:tblCaption", NAMES):
                properties.remove(known)
        for known in list(table.iterfind("w:tr/w:trPr/w:tblHeader", NAMES)):
            _remove(known)

    def _style_of(self, paragraph: XML) -> Style:
        name = value(paragraph.find("w:pPr/w:pStyle", NAMES))
        return self._styles.known.get(name, self._styles.default)

    def _numbered(self, paragraph: XML) -> tuple[str, int]:
        """Returns the numbering and the level of a paragraph; "" without one."""
        style = self._style_of(paragraph)
        direct = paragraph.find("w:pPr/w:numPr", NAMES)
        number = value(direct.find("w:numId", NAMES)) if direct is not None else ""
        if number:
            return ("" if number == "0" else number), whole(value(direct.find("w:ilvl", NAMES)))
        if not style.number or style.number == "0":
            return "", 0
        name = value(paragraph.find("w:pPr/w:pStyle", NAMES))
        level = style.level or self._numbering.level_of_style(style.number, name)
        if direct is not None and direct.find("w:ilvl", NAMES) is not None:
            level = whole(value(direct.find("w:ilvl", NAMES)))
        return style.number, level

    def _form(self, paragraph: XML) -> dict[str, object]:
        """Returns what a paragraph is, as the facts of its mark."""
        style = self._style_of(paragraph)
        form: dict[str, object] = {}
        if place := _kept_place(paragraph, "at"):
            form["at"] = place
        direction = self._direction(paragraph, style)
        if direction:
            form["dir"] = direction
        number, level = self._numbered(paragraph)
        sign = self._numbering.next(number, level) if number else None
        if (at := heading(style)) is None and (
            own := paragraph.find("w:pPr/w:outlineLvl", NAMES)
        ) is not None:
            at = whole(value(own), 9) + 1 if whole(value(own), 9) < 9 else None
        if at is not None:
            if sign and sign.kind == "ol" and not _empty(paragraph):
                self.left_out["numbers"] += 1
            return form | {"k": "title" if style.names[:1] == ("title",) else f"h{min(at, 9)}"}
        if style.name in ("Facts", "Numbered Paragraph"):
            return form | {"k": "facts" if style.name == "Facts" else "numbered"}
        if style.name == "Table Head":
            form["th"] = "1"
        if QUOTES & set(style.names):
            form["q"] = "1"
        if sign is None:
            if style.names and style.names[0].startswith("list continue"):
                form["c"] = max(whole(style.names[0].rpartition(" ")[2], 1), 1) - 1
                exact = indent_level(paragraph)
                if exact is not None:
                    form["c"] = exact
            return form
        if not sign.kind:
            return form | {"c": level}
        return form | {
            "l": number,
            "v": level,
            "s": sign.kind,
            "y": sign.type or None,
            "n": sign.number or None,
            "left": _left(paragraph.find("w:pPr", NAMES), style) or sign.left,
        }

    def _direction(self, paragraph: XML, style: Style) -> str | None:
        """Returns the direction of a paragraph if its words do not tell it."""
        own = paragraph.find("w:pPr/w:bidi", NAMES)
        is_rtl = said_true(own) if own is not None else bool(style.bidi)
        told = directions.of_text("".join(text.text or "" for text in paragraph.iter(w("t"), w("delText"))))
        found = "rtl" if is_rtl else "ltr"
        return found if told and told != found else None


def indent_level(paragraph: XML) -> int | None:
    """Returns the level of a further paragraph of an item, as the portal's own files indent it."""
    properties = paragraph.find("w:pPr", NAMES)
    left = indent(properties) if properties is not None else 0
    return left // 720 - 1 if left >= 720 and left % 720 in (0, 454) else None


def _kept_place(block: XML, fact: str) -> str:
    """Returns the place that a bookmark in a paragraph, or in the first paragraph of a table, keeps."""
    paragraph = block if block.tag == w("p") else block.find(".//w:p", NAMES)
    found = () if paragraph is None else paragraph.iter(w("bookmarkStart"))
    return next(filter(None, (marks.place(fact, one.get(w("name"), "")) for one in found)), "")


def _flow(parent: XML) -> Iterator[XML]:
    """Yields the paragraphs and tables of a text or a cell, also those within containers, in their order."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("ins"), w("del")):
            yield from _flow(child)


def _left(properties: XML | None, style: Style) -> int:
    own = properties is not None and properties.find("w:ind", NAMES) is not None
    return indent(properties) if own and properties is not None else style.left


def _numbers_after(blocks: list[XML], style_of, numbered) -> list[str]:
    """Returns for each block the numbering of the first paragraph after it that is not indented plainly."""
    after, found = [""] * len(blocks), ""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        after[place] = found
        if block.tag == w("tbl"):
            continue
        number, _level = numbered(block)
        if number:
            found = number
        elif not _empty(block) and _left(block.find("w:pPr", NAMES), style_of(block)) <= 0:
            found = ""
    return after


def _goes_on(left: int, inside: tuple[str, int, int], after: str) -> bool:
    """Whether an indented paragraph belongs to the item before: the list goes on after it."""
    number, _level, words = inside
    return after == number and left >= words * 0.8


def _empty(paragraph: XML) -> bool:
    return not any((text.text or "").strip() for text in paragraph.iter(w("t"), w("delText"))) and not any(
        True
        for _one in paragraph.iter(
            w("drawing"), w("pict"), w("footnoteReference"), w("endnoteReference"), f"{{{NAMES['m']}}}oMath"
        )
    )


def _heads(table: XML) -> int:
    """Returns how many rows at the beginning of a table are its head."""
    rows = table.findall("w:tr", NAMES)
    heads = 0
    for row in rows:
        if not said_true(row.find("w:trPr/w:tblHeader", NAMES)):
            break
        heads += 1
    if heads or len(rows) < 2:
        return heads
    look = table.find("w:tblPr/w:tblLook", NAMES)
    is_first = value(look, "firstRow") in ("1", "true", "on")
    if not value(look, "firstRow") and value(look):
        try:
            is_first = bool(int(value(look), 16) & 0x20)
        except ValueError:
            is_first = False
    runs = [run for run in rows[0].iter(w("r")) if "".join(run.itertext()).strip()]
    is_bold = bool(runs) and all(said_true(run.find("w:rPr/w:b", NAMES)) for run in runs)
    style = value(table.find("w:tblPr/w:tblStyle", NAMES))
    is_dressed = bool(style) and style not in ("TableGrid", "TableNormal", "Table")
    return 1 if is_bold or (is_first and is_dressed) else 0


def _bare(paragraph: XML) -> None:
    """Takes from a paragraph what pandoc would make a heading, a list or a quotation of."""
    properties = paragraph.find("w:pPr", NAMES)
    if properties is None:
        return
    for name in ("pStyle", "numPr", "ind", "outlineLvl", "framePr", "rPr", "pPrChange"):
        for known in properties.findall(f"w:{name}", NAMES):
            properties.remove(known)


def _put_mark(paragraph: XML, form: dict[str, object]) -> None:
    _bare(paragraph)
    run = etree.Element(w("r"))
    text = etree.SubElement(run, w("t"))
    text.text = marks.mark(**form)
    text.set(XML_SPACE, "preserve")
    properties = paragraph.find("w:pPr", NAMES)
    paragraph.insert(0 if properties is None else 1, run)


def _add_to_mark(paragraph: XML, more: dict[str, object]) -> None:
    text = paragraph.find("w:r/w:t", NAMES)
    if text is None or not more:
        return
    facts, rest = marks.facts(text.text or "")
    text.text = marks.mark(**(facts | more)) + rest


def _remove(element: XML) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
