"""Reads a Word file as a text of the portal. pandoc reads the words, see `preparing`."""

from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

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


class _List(NamedTuple):
    number: str
    level: int
    element: XML
    item: XML


class _Flow:
    """The open list and the open quotation, while the blocks of a text or a cell are read."""

    def __init__(self, root: XML):
        self.root = root
        self.lists: list[_List] = []
        self.in_quote = False  # whether the lists lie in a quotation

    def place(self, form: dict[str, str]) -> XML:
        """Returns the element to which a paragraph or a table of that form belongs."""
        quoted = "q" in form
        if "l" in form:
            return self._item(form, quoted)
        if "c" in form and self.lists:
            level = int(form["c"])
            while len(self.lists) > 1 and self.lists[-1].level > level:
                self.lists.pop()
            item = self.lists[-1].item
            return self._quote(item) if quoted and not self.in_quote else item
        self.lists = []
        return self._quote(self.root) if quoted else self.root

    def _quote(self, parent: XML) -> XML:
        last = parent[-1] if len(parent) else None
        return (
            last if last is not None and last.tag == "blockquote" else etree.SubElement(parent, "blockquote")
        )

    def _item(self, form: dict[str, str], quoted: bool) -> XML:
        if self.lists and self.in_quote != quoted:
            self.lists = []
        number, level = form["l"], int(form["v"])
        while self.lists and self.lists[-1].level > level:
            gone = self.lists.pop()
            if not self.lists and gone.number == number:  # the list began at a deeper level
                self.lists.append(gone._replace(level=level))
        if self.lists and self.lists[-1].level == level:
            same = self.lists.pop()
            if same.number == number and same.element.tag == form["s"]:
                item = etree.SubElement(same.element, "li")
                self.lists.append(same._replace(item=item))
                return item
        if self.lists:
            parent = self.lists[-1].item
        else:
            parent = self._quote(self.root) if quoted else self.root
            self.in_quote = quoted
        element = etree.SubElement(parent, form["s"])
        if form["s"] == "ol":
            if form.get("n", "1") != "1":
                element.set("start", form["n"])
            if form.get("y", "1") != "1":
                element.set("type", form["y"])
        item = etree.SubElement(element, "li")
        self.lists.append(_List(number, level, element, item))
        return item


class _Reader:
    def __init__(self, prepared: Prepared, keep_image: KeepImage | None):
        self.pictures = prepared.pictures
        self.left_out: Counter[str] = Counter(prepared.left_out)
        self.keep_image = keep_image
        self.images: list[XML] = []  # those of the paragraph that is being read

    def flow(self, blocks: list[dict], root: XML) -> None:
        """Adds blocks of pandoc's tree to an element."""
        flow = _Flow(root)
        for block in self._flat(blocks):
            if block["t"] == "Table":
                self._table(block, flow)
            else:
                self._paragraph(block, flow)

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

    def _paragraph(self, block: dict, flow: _Flow) -> None:
        form, inlines = _form(block)
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
        place = {key[1:]: said for key, said in first.items() if key in ("tc", "tq")}
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
