"""What a stored text says as plain words, and as HTML to read."""

from copy import deepcopy
from itertools import count

from django.utils.translation import gettext as _
from lxml import etree

from foundation.text import directions
from foundation.text.rich.schema import HEADINGS, NUMBERED
from foundation.text.rich.tree import Tree, words

RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
STIFF = str.maketrans("\xa0\u202f", "  ")


def as_plain(root: Tree) -> str:
    """Returns the text for mails, search and tables.

    Items begin with "- " or their number, lines of a quotation with "> "; the cells of a row stand beside one
    another, and footnotes at the end.
    """
    plain = _Plain()
    lines = plain.blocks(root)
    if plain.notes:
        lines += ["", *(f"[{number}] {note}" for number, note in enumerate(plain.notes, start=1))]
    return "\n".join(lines).translate(STIFF)


class _Plain:
    def __init__(self):
        self.notes: list[str] = []
        self.numbered = count(1)

    def blocks(self, holder: Tree) -> list[str]:
        """Returns the lines of the blocks, with an empty one between two blocks."""
        lines: list[str] = []
        for block in holder:
            if lines:
                lines.append("")
            lines += self.block(block)
        return lines

    def block(self, block: Tree) -> list[str]:
        if block.tag in ("ul", "ol"):
            return self.items(block)
        if block.tag == "blockquote":
            return [f"> {line}" if line else ">" for line in self.blocks(block)]
        if block.tag == "table":
            rows = block.iter("tr")
            return [" | ".join(" ".join(" ".join(self.blocks(cell)).split()) for cell in row) for row in rows]
        if block.tag == "img":
            return [_("[image: %(words)s]") % {"words": block.get("alt") or "…"}]
        sign = f"{next(self.numbered)}. " if block.get("class") == NUMBERED else ""
        return (sign + "".join(self.inline(block))).split("\n")

    def items(self, listed: Tree) -> list[str]:
        lines: list[str] = []
        for number, item in enumerate(listed, start=int(listed.get("start") or 1)):
            sign = f"{numeral(number, listed.get('type') or '1')}. " if listed.tag == "ol" else "- "
            within: list[str] = []
            for block in item:
                if within and block.tag not in ("ul", "ol"):
                    within.append("")
                within += self.block(block)
            margin = "   " if listed.tag == "ul" and item.find("ul") is not None else " " * len(sign)
            first, *others = within or [""]
            lines += [sign + first, *(f"{margin}{line}" if line else "" for line in others)]
        return lines

    def inline(self, element: Tree):
        yield element.text or ""
        for child in element:
            inner = "".join(self.inline(child))
            if child.tag == "br":
                yield "\n"
            elif child.tag == "span":
                self.notes.append(inner)
                yield f" [{len(self.notes)}]"
            else:
                yield _marked(child, inner)
            yield child.tail or ""


def _marked(element: Tree, inner: str) -> str:
    """Returns the words as they read without marks, where the mark changes what they say."""
    said = {"words": inner.strip()}
    if element.tag == "s":
        return _("[deleted: %(words)s]") % said
    if element.tag == "del":
        return _("[proposed deletion: %(words)s]") % said
    if element.tag == "ins":
        return _("[proposed: %(words)s]") % said
    if element.tag in ("sup", "sub"):
        other = inner.translate(RAISED if element.tag == "sup" else LOWERED)
        if all(before != after for before, after in zip(inner, other, strict=True)):
            return other
        return f"^({inner})" if element.tag == "sup" and inner.isdigit() else inner
    href = element.get("href") or ""
    if href and inner.strip() not in (href, href.removeprefix("mailto:")):
        return f"{inner} ({href.removeprefix('mailto:')})"
    return inner


def numeral(number: int, kind: str) -> str:
    """Returns a number as a list of that type shows it: 4, d, D, iv or IV."""
    if kind in "iI":
        said = ""
        for value, letters in ROMAN:
            said, number = said + letters * (number // value), number % value
        return said.upper() if kind == "I" else said
    if kind in "aA":
        said = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            said = chr(97 + letter) + said
        return said.upper() if kind == "A" else said
    return str(number)


def as_page(root: Tree, *, notes_inline: bool = False, first_note: int = 1) -> str:
    """Returns the text as HTML to read: each block in its direction, and footnotes at the end.

    They are numbered from `first_note`. With `notes_inline` they stay where their marks are: a PDF puts them
    at the foot of the page.
    """
    root = deepcopy(root)
    _direct(root, automatic=not notes_inline)
    for table in root.iterdescendants("table"):
        for cell in table.iterfind("thead//th"):
            cell.set("scope", "col")
        for cell in table.iterfind("tbody//th"):
            cell.set("scope", "row")
        if not notes_inline:
            table.addprevious(around := etree.Element("div", {"class": "scroller", "tabindex": "0"}))
            around.append(table)
    for proposed in root.iterdescendants("ins", "del"):
        by = proposed.get("data-by")
        said = _("Proposed: %(person)s") if proposed.tag == "ins" else _("Proposed deletion: %(person)s")
        if by:
            proposed.set("title", said % {"person": by})
    if not notes_inline:
        _list_notes(root, first_note)
    return "".join(etree.tostring(block, encoding="unicode", method="html") for block in root)


def _direct(root: Tree, *, automatic: bool) -> None:
    """Gives each block a direction: for a browser `dir="auto"`, which follows what somebody writes, for a PDF
    that of its first letter.
    """

    def of(block: Tree) -> str | None:
        return directions.of_text(words(block))

    for block in root.iterdescendants("p", "li", *HEADINGS):
        if block.tag == "li":  # the side of its sign follows its first paragraph
            chosen = block[0].get("dir") or ("auto" if automatic else of(block[0]))
        else:
            chosen = block.get("dir") or ("auto" if automatic else of(block))
        if chosen and (block.tag == "li" or block.getparent().tag != "li" or "dir" in block.attrib):
            block.set("dir", chosen)
    for holder in root.iterdescendants("ul", "ol", "blockquote", "table"):
        holder.set("dir", of(holder) or "ltr")  # "auto" would not look into blocks that have their own


def _list_notes(root: Tree, first: int) -> None:
    """Puts the footnotes into a list at the end. Their marks lead there, and from there back."""
    notes = list(root.iterdescendants("span"))
    if not notes:
        return
    name = f"note-{root[0].get('data-id')}"
    listed = etree.SubElement(root, "ol", {"class": "footnotes"})
    if first > 1:
        listed.set("start", str(first))
    for number, note in enumerate(notes, start=first):
        mark = etree.Element("sup", {"class": "note-mark"})
        link = etree.SubElement(mark, "a", {"href": f"#{name}-{number}", "id": f"{name}-mark-{number}"})
        link.set("aria-label", _("Footnote %(number)s") % {"number": number})
        link.text = str(number)
        mark.tail, note.tail = note.tail, None
        note.getparent().replace(note, mark)
        item = etree.SubElement(listed, "li", {"id": f"{name}-{number}", "dir": "auto"})
        item.append(note)
        note.attrib.pop("class")
        note.tail = " "
        back = etree.SubElement(item, "a", {"href": f"#{name}-mark-{number}"})
        back.set("aria-label", _("Back to the text"))
        back.text = "↩"
