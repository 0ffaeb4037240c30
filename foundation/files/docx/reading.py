"""Reads a Word file as a text of the portal. pandoc reads the words, see `preparing`."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import etree, html

from foundation.files import images, pandoc
from foundation.files.docx import marks
from foundation.files.docx.package import XML, opened, too_large
from foundation.files.docx.preparing import Prepared
from foundation.text import rich
from foundation.verbs import Refused

KeepImage = Callable[[bytes, str], str]

MARKS = {
    "Strong": "strong",
    "Emph": "em",
    "Underline": "u",
    "Strikeout": "s",
    "Superscript": "sup",
    "Subscript": "sub",
}
CHANGES = {"insertion": "ins", "deletion": "del"}
DEEPEST_HEADING = 3
LINKS = ("http://", "https://", "mailto:")


def read_word(content: bytes, *, title: str = "", keep_image: KeepImage | None = None) -> rich.Read:
    """Returns what a Word file (.docx) says as a stored text, and in sentences what was left out.

    `title` is left out where the file begins with it. `keep_image` stores a picture with its media type and
    returns its address; without it, pictures are left out. Raises `Refused`, which says what to do.
    """
    prepared = Prepared(opened(content))
    try:
        blocks = pandoc.tree(prepared.content, read="docx", options=["--track-changes=all"])
    except pandoc.Unable:
        raise Refused(too_large()) from None
    reader = _Reader(prepared, keep_image)
    blocks = _without_title(blocks, title)
    root = etree.Element("div")
    reader.flow(blocks, root)
    text = "".join(html.tostring(block, encoding="unicode", with_tail=False) for block in root)
    return rich.Read(rich.clean(text, images=keep_image is not None), _sentences(reader.left_out))


def _without_title(blocks: list[dict], title: str) -> list[dict]:
    """Leaves out the title and the facts below it, with which the portal's own files begin."""
    first, facts = 0, False
    while first < len(blocks) and (kind := _form(blocks[first])[0].get("k")) in ("title", "facts"):
        facts = facts or kind == "facts"
        first += 1
    if first and (facts or _words(blocks[0]).strip() == title.strip()):
        return blocks[first:]
    return blocks


def _form(block: dict) -> tuple[dict[str, str], list[dict]]:
    """Returns the facts of the mark of a paragraph, and its inlines without the mark."""
    if block["t"] not in ("Para", "Plain") or not block["c"] or block["c"][0]["t"] != "Str":
        return {}, block["c"] if block["t"] in ("Para", "Plain") else []
    facts, rest = marks.facts(block["c"][0]["c"])
    first = [{"t": "Str", "c": rest}] if rest else []
    return facts, [*first, *block["c"][1:]]


def _words(node) -> str:
    """Returns the words of a part of pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(_words, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return marks.unmarked(marks.facts(node["c"])[1])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    return _words(node.get("c", []))


@dataclass
class _Open:
    """An item or a quotation that is open: what comes next may belong to it."""

    element: XML  # the item or the quotation itself
    name: str  # of a quotation: "q", with a name if the portal made it
    number: str = ""  # of an item: its numbering
    level: int = 0

    @property
    def is_item(self) -> bool:
        return not self.name


class _Flow:
    """Builds the lists and quotations of a text or a cell, block by block."""

    def __init__(self, root: XML):
        self.root = root
        self.open: list[_Open] = []

    def place(self, form: dict[str, str]) -> XML:
        """Returns the element to which a paragraph or a table of that form belongs."""
        path = form["at"].split(".") if "at" in form else self._guessed(form)
        around = path[:-1] if "l" in form else path
        depth = 0
        for step in around:
            known = self.open[depth] if depth < len(self.open) else None
            if step != "l" and (known is None or known.is_item or known.name != step):
                del self.open[depth:]
                self.open.append(_Open(etree.SubElement(self._last(), "blockquote"), step))
            elif step == "l" and (known is None or not known.is_item):
                continue  # the item is gone
            depth += 1
        if "l" in form:
            return self._item(form, depth)
        del self.open[depth:]
        return self._last()

    def _guessed(self, form: dict[str, str]) -> list[str]:
        """Returns the place of a paragraph by its style and its numbering."""
        steps = ["l" if one.is_item else one.name for one in self.open]
        quote = "q" in form
        if "l" in form:
            if bool(steps and steps[0] != "l") != quote:
                return ["q", "l"] if quote else ["l"]
            level = int(form["v"])
            count = 0
            for one in self.open:
                if one.level >= level if one.is_item else count > 0:
                    break
                count += 1
            return [*steps[:count], "l"]
        if "c" in form and "l" in steps:
            items = [place for place, one in enumerate(self.open) if one.is_item]
            fitting = [place for place in items if self.open[place].level <= int(form["c"])]
            last = (fitting or items[:1])[-1]
            around = steps[: last + 1]
            within = steps[last + 1] if len(steps) > last + 1 and steps[last + 1] != "l" else "q"
            return [*around, within] if quote and steps[0] == "l" else around
        return [steps[0] if steps and steps[0] != "l" else "q"] if quote else []

    def _last(self) -> XML:
        return self.open[-1].element if self.open else self.root

    def _item(self, form: dict[str, str], depth: int) -> XML:
        known = self.open[depth] if depth < len(self.open) else None
        del self.open[depth:]
        number, level = form["l"], int(form["v"])
        if known and known.is_item and known.number == number:
            listed = known.element.getparent()
            if listed.tag == form["s"]:
                self.open.append(_Open(etree.SubElement(listed, "li"), "", number, level))
                return self._last()
        listed = etree.SubElement(self._last(), form["s"])
        if form["s"] == "ol":
            if form.get("n", "1") != "1":
                listed.set("start", form["n"])
            if form.get("y", "1") != "1":
                listed.set("type", form["y"])
        self.open.append(_Open(etree.SubElement(listed, "li"), "", number, level))
        return self._last()


class _Reader:
    def __init__(self, prepared: Prepared, keep_image: KeepImage | None):
        self.pictures = prepared.pictures
        self.left_out: Counter[str] = Counter(prepared.left_out)
        self.keep_image = keep_image
        self.images: list[XML] = []  # those of the paragraph that is being read

    def flow(self, blocks: list[dict], root: XML) -> None:
        """Adds blocks of pandoc's tree to an element."""
        flow = _Flow(root)
        empty: dict[str, str] = {}  # an item without words, of which the next block may be the first one
        for block in self._flat(blocks):
            form, inlines = _form(block)
            if block["t"] != "Table" and "l" in form and not inlines:
                empty = form
                continue
            if empty and "at" in form and "l" not in form and "l" in form["at"].split("."):
                etree.SubElement(flow.place(empty), "p")
            empty = {}
            if block["t"] == "Table":
                self._table(block, flow)
            else:
                self._paragraph(form, inlines, flow)

    def _flat(self, blocks: list[dict]):
        for block in blocks:
            kind = block["t"]
            if kind in ("Para", "Plain", "Table"):
                yield block
            elif kind == "Header":
                yield {"t": "Para", "c": block["c"][2]}
            elif kind in ("Div", "Figure"):
                yield from self._flat(block["c"][-1])
            elif kind == "BlockQuote":
                yield from self._flat(block["c"])
            elif kind in ("BulletList", "OrderedList"):
                items = block["c"] if kind == "BulletList" else block["c"][1]
                for item in items:
                    yield from self._flat(item)
            elif kind == "LineBlock":
                for line in block["c"]:
                    yield {"t": "Para", "c": line}
            elif kind == "CodeBlock":
                yield {"t": "Para", "c": [{"t": "Str", "c": block["c"][1]}]}

    def _paragraph(self, form: dict[str, str], inlines: list[dict], flow: _Flow) -> None:
        words = self.inlines(inlines)
        found, self.images = self.images, []
        if not words.strip() and not found:
            return
        parent = flow.place(form)
        kind = form.get("k", "p")
        if words.strip():
            tag = "p"
            if kind == "title":
                tag = "h3"
            elif kind[0] == "h":
                tag = f"h{min(int(kind[1:]), DEEPEST_HEADING) + 2}"
            made = html.fragment_fromstring(words, create_parent=tag)
            if kind == "numbered":
                made.set("class", "numbered")
            if "dir" in form:
                made.set("dir", form["dir"])
            parent.append(made)
        elif "l" in form:
            etree.SubElement(parent, "p")
        parent.extend(found)

    def _table(self, block: dict, flow: _Flow) -> None:
        _attributes, _caption, _columns, head, bodies, foot = block["c"]
        rows = [*head[1]]
        for body in bodies:
            rows += [*body[2], *body[3]]
        rows += foot[1]
        first = next((_form(one)[0] for _at, cells in rows for cell in cells for one in cell[4]), {})
        place = {key[1:]: said for key, said in first.items() if key in ("tat", "tc", "tq")}
        table = etree.SubElement(flow.place(place), "table")
        part = None
        in_head = True
        for _row_attributes, cells in rows:
            heads = [any("th" in _form(one)[0] for one in cell[4]) for cell in cells]
            in_head = in_head and bool(heads) and all(heads)
            name = "thead" if in_head else "tbody"
            if part is None or part.tag != name:
                part = etree.SubElement(table, name)
            row = etree.SubElement(part, "tr")
            for cell, is_head in zip(cells, heads, strict=True):
                _cell_attributes, _alignment, tall, wide, blocks = cell
                made = etree.SubElement(row, "th" if is_head else "td")
                if wide > 1:
                    made.set("colspan", str(wide))
                if tall > 1:
                    made.set("rowspan", str(tall))
                self.flow(blocks, made)

    # What stands in a paragraph

    def inlines(self, inlines: list[dict]) -> str:
        """Returns words with their marks as HTML."""
        return "".join(map(self._inline, inlines))

    def _inline(self, one: dict) -> str:
        kind: str = one["t"]
        content: Any = one.get("c")
        if kind == "Str":
            return escape(marks.unmarked(marks.facts(content)[1]), quote=False)
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "<br>"
        if kind in MARKS:
            return f"<{MARKS[kind]}>{self.inlines(content)}</{MARKS[kind]}>"
        if kind == "Link":
            words, address = self.inlines(content[1]), content[2][0]
            if address.lower().startswith(LINKS):
                return f'<a href="{escape(address)}">{words}</a>'
            return words
        if kind == "Span":
            return self._span(*content)
        if kind == "Note":
            return f'<span class="footnote">{self._note(content)}</span>'
        if kind == "Image":
            self._image(content)
            return ""
        if kind == "Math":
            self.left_out["equations"] += 1
            return escape(content[1], quote=False)
        if kind == "Code":
            return escape(content[1], quote=False)
        if kind in ("SmallCaps", "Quoted", "Cite"):
            return self.inlines(content if kind == "SmallCaps" else content[1])
        return ""

    def _span(self, attributes: list, inlines: list[dict]) -> str:
        words = self.inlines(inlines)
        _name, classes, pairs = attributes
        tag = next((CHANGES[one] for one in classes if one in CHANGES), "")
        if not tag or not words:
            return words
        said = dict(pairs)
        day = said.get("date", "").removesuffix("T00:00:00Z")
        values = {"data-by": said.get("author", "").strip()[:200], "datetime": day}
        given = "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)
        return f"<{tag}{given}>{words}</{tag}>"

    def _note(self, blocks: list[dict]) -> str:
        lines = []
        for block in self._flat(blocks):
            words = self.inlines(block["c"]) if block["t"] != "Table" else escape(_words(block), quote=False)
            lines.append(words.strip())
        return "<br>".join(filter(None, lines))

    def _image(self, content: list) -> None:
        _attributes, words, (address, _title) = content
        picture = self.pictures.get(address.lstrip("/"), b"")
        kind = images.media_type(picture) if len(picture) <= images.LARGEST else None
        if not (self.keep_image and kind):
            self.left_out["images"] += 1
            return
        image = etree.Element("img")
        image.set("src", self.keep_image(picture, kind))
        image.set("alt", " ".join(_words(words).split())[:500])
        self.images.append(image)


def _sentences(left_out: Counter[str]) -> list[str]:
    """Returns a sentence for each kind of thing that was left out."""
    return [sentence % {"count": left_out[kind]} for kind, sentence in _said_of(left_out) if left_out[kind]]


def _said_of(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    yield (
        "comments",
        ngettext(
            "%(count)s margin comment was left out.",
            "%(count)s margin comments were left out.",
            counts["comments"],
        ),
    )
    yield (
        "images",
        ngettext("%(count)s image was left out.", "%(count)s images were left out.", counts["images"]),
    )
    yield (
        "charts",
        ngettext("%(count)s chart was left out.", "%(count)s charts were left out.", counts["charts"]),
    )
    yield (
        "drawings",
        ngettext("%(count)s drawing was left out.", "%(count)s drawings were left out.", counts["drawings"]),
    )
    yield (
        "objects",
        ngettext(
            "%(count)s embedded object was left out.",
            "%(count)s embedded objects were left out.",
            counts["objects"],
        ),
    )
    yield (
        "equations",
        ngettext(
            "%(count)s equation was kept as a formula in plain text. Please check it.",
            "%(count)s equations were kept as formulas in plain text. Please check them.",
            counts["equations"],
        ),
    )
    yield (
        "hidden",
        ngettext(
            "%(count)s passage of hidden text was left out.",
            "%(count)s passages of hidden text were left out.",
            counts["hidden"],
        ),
    )
    yield "contents", _("The table of contents was left out.")
    yield "numbers", _("The numbers of headings were left out.")
