"""Writes a stored text as pandoc's own tree, from which pandoc makes a Word document."""

import base64
from collections.abc import Callable, Iterator

from foundation.files import images as pictures
from foundation.files.docx.marks import mark, unmarked
from foundation.text import rich
from foundation.text.columns import shares
from foundation.text.rich.tree import words

Node = dict
Images = Callable[[str], bytes | None]

HEADINGS = {"h3": 1, "h4": 2, "h5": 3}  # how far below the heading under which the text stands
DEEPEST_HEADING = 4
DELIMITER = {"t": "Period"}
TYPES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
BLOCKS = {"p", *HEADINGS, "ul", "ol", "blockquote", "table", "img"}
MARKS = {
    "strong": "Strong",
    "em": "Emph",
    "u": "Underline",
    "s": "Strikeout",
    "sup": "Superscript",
    "sub": "Subscript",
}
CHANGES = {"ins": "insertion", "del": "deletion"}
NOBODY = "\ufdd2"  # the author of a change that names none
NO_ATTRIBUTES: list = ["", [], []]
LEFT: Node = {"t": "AlignDefault"}


# The parts of the tree


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


def paragraph(inlines: list[Node], *, style: str = "", **facts) -> Node:
    """Returns a paragraph in a style of the reference document."""
    first = [string(mark(**facts))] if any(facts.values()) else []
    made = {"t": "Para", "c": [*first, *inlines]}
    return styled(style, [made]) if style else made


def styled(style: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def heading(level: int, inlines: list[Node], **facts) -> Node:
    first = [string(mark(**facts))] if any(facts.values()) else []
    return {"t": "Header", "c": [min(level, DEEPEST_HEADING), NO_ATTRIBUTES, [*first, *inlines]]}


def tab() -> Node:
    return _raw("<w:r><w:tab/></w:r>")


def counted(what: str, number: int) -> Node:
    """Returns a number that Word counts itself, of all that have the same name in the file."""
    code = rf" SEQ {what} \* ARABIC "
    return _raw(f'<w:fldSimple w:instr="{code}"><w:r><w:t>{number}</w:t></w:r></w:fldSimple>')


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def strong(inlines: list[Node]) -> Node:
    return {"t": "Strong", "c": inlines}


def plain(text: str) -> list[Node]:
    """Returns plain text with its line breaks."""
    inlines: list[Node] = []
    for number, line in enumerate(unmarked(text).replace("\r\n", "\n").split("\n")):
        if number:
            inlines.append({"t": "LineBreak"})
        if line:
            inlines.append(string(line))
    return inlines


def bullets(items: list[list[Node]]) -> Node:
    return {"t": "BulletList", "c": items}


def numbers(items: list[list[Node]], *, start: int = 1, kind: str = "1") -> Node:
    return {"t": "OrderedList", "c": [[start, {"t": TYPES.get(kind, "Decimal")}, DELIMITER], items]}


Cell = tuple[list[Node], int, int, str]  # its blocks, rows and columns that it covers, and its words


def table(rows: list[list[Cell]], *, heads: int) -> Node:
    """Returns a table. `heads` of its first rows are repeated on each page."""
    widths = shares((column, wide, words) for column, (_blocks, _tall, wide, words) in _placed(rows))
    columns = [[LEFT, {"t": "ColWidth", "c": width}] for width in widths]
    lines = [
        [NO_ATTRIBUTES, [[NO_ATTRIBUTES, LEFT, tall, wide, blocks] for blocks, tall, wide, _words in row]]
        for row in rows
    ]
    body = [NO_ATTRIBUTES, 0, [], lines[heads:]]
    return {
        "t": "Table",
        "c": [
            NO_ATTRIBUTES,
            [None, []],
            columns,
            [NO_ATTRIBUTES, lines[:heads]],
            [body],
            [NO_ATTRIBUTES, []],
        ],
    }


def _placed(rows: list[list[Cell]]) -> Iterator[tuple[int, Cell]]:
    """Yields each cell with the number of its first column."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            _blocks, tall, wide, _words = cell
            if tall > 1:
                taken |= {(row + down, column + right) for down in range(1, tall) for right in range(wide)}
            yield column, cell
            column += wide


# A stored text


def text_blocks(text: str, *, below: int = 1, images: Images | None = None) -> list[Node]:
    """Returns a stored text, rich or plain. Its headings come below that level.

    `images` returns the content of an image by its stored address; without it, the words for it are written.
    """
    if not rich.is_rich(text):
        parts = text.replace("\r\n", "\n").split("\n\n")
        return [paragraph(plain(part.strip("\n"))) for part in parts if part.strip()]
    return _Writer(below, images).blocks(rich.parse(text))


class _Writer:
    def __init__(self, below: int, images: Images | None):
        self.below = below
        self.images = images
        self.inside: list[str] = []  # the items and quotations around the block, see `marks.PLACE`

    def blocks(self, parent, *, style: str = "") -> list[Node]:
        """Returns the blocks of a text, an item, a quotation or a cell. Loose words become paragraphs."""
        found: list[Node] = []
        loose = [string(unmarked(parent.text))] if (parent.text or "").strip() else []
        for child in parent:
            if child.tag in BLOCKS:
                found += [self.paragraph(loose, style)] if loose else []
                loose = []
                found += self.block(child, style)
            else:
                loose += self.inline(child)
            if (child.tail or "").strip():
                loose.append(string(unmarked(child.tail)))
        return found + ([self.paragraph(loose, style)] if loose else [])

    def paragraph(self, inlines: list[Node], style: str, **more) -> Node:
        said = {"at": self.place(), "th": style == "Table Head", "empty": not inlines} | more
        return paragraph(inlines, style=style, **said)

    def place(self, *, always: bool = False) -> str | None:
        """Returns where the block stands, if Word would not tell it otherwise."""
        place = ".".join(self.inside)
        return place if place and (always or "q" in place) else None

    def block(self, block, style: str) -> list[Node]:
        tag = block.tag
        if tag == "p":
            if block.get("class") == "numbered":
                said = {"at": self.place(always=True), "th": style == "Table Head"}
                words = self.inlines(block)
                return [paragraph(words, style="Numbered Paragraph", dir=block.get("dir"), **said)]
            return [self.paragraph(self.inlines(block), style, dir=block.get("dir"))]
        if tag in HEADINGS:
            said = {"at": self.place(always=True), "th": style == "Table Head"}
            level = self.below + HEADINGS[tag]
            return [heading(level, self.inlines(block), dir=block.get("dir"), **said)]
        if tag in ("ul", "ol"):
            items = [self.within("l", item, style) for item in block.iterchildren("li")]
            if tag == "ul":
                return [bullets(items)]
            return [numbers(items, start=int(block.get("start", "1")), kind=block.get("type", "1"))]
        if tag == "blockquote":
            return [{"t": "BlockQuote", "c": self.within(f"q{block.get('data-id', 'x')}", block, "")}]
        if tag == "table":
            return [self.table(block)]
        if tag == "img":
            return [self.paragraph([self.image(block)], style)]
        return []

    def within(self, place: str, parent, style: str) -> list[Node]:
        """Returns the blocks of an item or a quotation, which has at least one."""
        self.inside.append(place)
        found = self.blocks(parent, style=style) or [self.paragraph([], style)]
        self.inside.pop()
        return found

    def table(self, element) -> Node:
        place, around = self.place(always=True), self.inside
        self.inside = []  # a cell is a text of its own
        rows = [row for part in element for row in part.iterchildren("tr")]
        heads = sum(len(part) for part in element.iterchildren("thead"))
        cells = [[self.cell(cell) for cell in row] for row in rows]
        self.inside = around
        if place and cells and cells[0]:
            blocks, tall, wide, words = cells[0][0]
            # The place of the table travels in a paragraph of its own, which does not stay.
            cells[0][0] = ([paragraph([], tat=place), *blocks], tall, wide, words)
        return table(cells, heads=heads)

    def cell(self, cell) -> Cell:
        style = "Table Head" if cell.tag == "th" else "Table Text"
        blocks = self.blocks(cell, style=style) or [self.paragraph([], style)]
        shown = "\n".join(words(part, notes=False) for part in cell)
        return blocks, int(cell.get("rowspan", "1")), int(cell.get("colspan", "1")), shown

    def image(self, image) -> Node:
        words = plain(image.get("alt", ""))
        stored = self.images(image.get("src", "")) if self.images else None
        shown = pictures.for_word(stored) if stored else None
        if not shown:
            return {"t": "Emph", "c": words}
        content, kind = shown
        data = f"data:{kind};base64,{base64.b64encode(content).decode()}"
        return {"t": "Image", "c": [NO_ATTRIBUTES, words, [data, ""]]}

    def inlines(self, element) -> list[Node]:
        found = [string(unmarked(element.text))] if element.text else []
        for child in element:
            found += self.inline(child)
            if child.tail:
                found.append(string(unmarked(child.tail)))
        return found

    def inline(self, element) -> list[Node]:
        tag = element.tag
        if tag == "br":
            return [{"t": "LineBreak"}]
        words = self.inlines(element)
        if tag in MARKS:
            return [{"t": MARKS[tag], "c": words}]
        if tag == "a":
            return [{"t": "Link", "c": [NO_ATTRIBUTES, words, [element.get("href", ""), ""]]}]
        if tag in CHANGES:
            who, when = element.get("data-by") or NOBODY, element.get("datetime", "")
            return [{"t": "Span", "c": [["", [CHANGES[tag]], [["author", who], ["date", when]]], words]}]
        if tag == "span":
            return [{"t": "Note", "c": [paragraph(words)]}]
        return words
