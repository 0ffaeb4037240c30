"""What the tests of texts measure with: whether a text keeps to the schema, and which words can be seen."""

import re
from html.parser import HTMLParser

from foundation.text.rich import schema
from foundation.text.rich.tree import Tree, parse

BLOCKS = set(schema.BLOCKS) - {"li"}
MAY_HOLD = {
    "blocks": BLOCKS,
    "items": {"li"},
    "rows": {"tr", "thead", "tbody"},
    "cells": {"th", "td"},
    "inline": set(schema.INLINE),
    "note": set(schema.INLINE) - {"span"},
    "nothing": set(),
}


def faults(text: str) -> list[str]:
    """Returns in what a stored text breaks the schema."""
    root = parse(text)
    found = [f"{one} outside of a block" for one in _said(root)]
    names: set[str] = set()
    for element in root.iterdescendants():
        found += _faults(element, names)
    return found


def _faults(element: Tree, names: set[str]):
    tag, parent = element.tag, element.getparent()
    known = schema.ELEMENTS.get(tag)
    if known is None:
        yield f"{tag} is unknown"
        return
    holder = schema.ELEMENTS.get(parent.tag)
    if tag not in (MAY_HOLD[holder.holds] if holder else BLOCKS):
        yield f"{tag} in {parent.tag}"
    if (tag == "tr" and parent.tag == "table") or (tag in ("thead", "tbody") and parent.tag != "table"):
        yield f"{tag} in {parent.tag}"
    if holder and holder.holds == "note" and any(one.tag == "span" for one in element.iter()):
        yield "a note in a note"
    if known.holds not in ("inline", "note") and (said := _said(element)):
        yield f"{said} in {tag}"
    for name, value in element.attrib.items():
        if name not in known.attributes or not schema.VALUES[name].fullmatch(value):
            yield f'{tag} {name}="{value}"'
    if tag in schema.BLOCKS:
        name = element.get("data-id")
        if not name or name in names:
            yield f"{tag} has no id of its own"
        names.add(name)
    if tag in ("ul", "ol", "table", "tr", "tbody", "thead", "li", "blockquote", "td", "th") and not len(
        element
    ):
        yield f"{tag} is empty"
    if tag == "li" and len(element) and element[0].tag != "p":
        yield f"li begins with {element[0].tag}"
    if tag in schema.MARKS:
        marks = list(schema.MARKS)
        if parent.tag in marks and marks.index(parent.tag) >= marks.index(tag):
            yield f"{tag} in {parent.tag}"
        if (
            not "".join(element.itertext())
            and element.find(".//span") is None
            and element.find(".//br") is None
        ):
            yield f"{tag} is empty"
    if tag == "table":
        yield from _uneven(element)


def _said(element: Tree) -> list[str]:
    said = [element.text, *(child.tail for child in element)]
    return [words for words in said if words and words.strip()]


def _uneven(table: Tree):
    """Yields what is wrong with the rows of a table: cells over one another, gaps, rows too long."""
    rows = list(table.iter("tr"))
    heads = len(table.findall("thead/tr"))
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        if y < heads and any(cell.tag != "th" for cell in row):
            yield "a cell in the head that is no head"
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            for down in range(int(cell.get("rowspan") or 1)):
                for along in range(int(cell.get("colspan") or 1)):
                    if (x + along, y + down) in taken:
                        yield f"two cells at {x + along}, {y + down}"
                    taken.add((x + along, y + down))
            if y < heads < y + int(cell.get("rowspan") or 1):
                yield "a cell of the head that reaches into the body"
            x += int(cell.get("colspan") or 1)
    widest = max((x for x, _ in taken), default=-1) + 1
    if len(taken) != widest * len(rows):
        yield f"{len(taken)} places taken of {widest} times {len(rows)}"


APART = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td",
    "th", "blockquote", "pre", "br", "hr", "section", "article", "header", "footer", "figure", "figcaption",
    "body", "caption", "aside", "nav", "main", "address", "details", "summary", "center", "form", "fieldset",
}  # fmt: skip
UNSAID = {
    "head",
    "style",
    "script",
    "title",
    "xml",
    "select",
    "button",
    "textarea",
    "svg",
    "noscript",
    "template",
}
VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base"}
AWAY = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment-list|mso-list\s*:\s*ignore",
    re.IGNORECASE,
)
OF_NOTE = re.compile("#.*(?:note|ftn|edn|cite_|cmnt)")  # what leads to a note, and back
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")


def seen(html: str) -> list[str]:
    """Returns the words that can be seen in HTML, in their order, without comments at its margin."""
    eye = _Eye()
    eye.feed(html)
    eye.close()
    return INVISIBLE.sub("", "".join(eye.said)).split()


class _Eye(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in APART:
            self.said.append(" ")
        if tag in VOID:
            return
        values = {name: value or "" for name, value in attrs}
        named = values.get("class", "").lower()
        if tag == "span" and named == "footnote":
            self.said.append(" ")
        gone = (
            AWAY.search(values.get("style", "")) or "hidden" in values or named in ("secret", "msocomanchor")
        )
        gone = gone or (tag == "a" and OF_NOTE.search(values.get("href", "")))
        if self.hidden or tag in UNSAID or gone:
            self.hidden.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag in APART:
            self.said.append(" ")

    def handle_endtag(self, tag):
        if tag in APART:
            self.said.append(" ")
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)
