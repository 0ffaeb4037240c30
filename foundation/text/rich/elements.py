"""What an element of theirs is: a heading, an empty line, a frame, an item, and how it is numbered."""

import re

from lxml import etree

from foundation.text.rich.foreign import styles
from foundation.text.rich.schema import TYPES, VALUES
from foundation.text.rich.tree import Tree

OUTER = ("h1", "h2", "h3", "h4", "h5", "h6")
LOW = re.compile(r"\bmsoheading[789]\b")
THROUGH = {
    "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "figure",
    "figcaption", "details", "summary", "form", "fieldset", "legend", "hgroup", "search", "menu", "dialog",
    "dl", "dt", "dd", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "li",
}  # fmt: skip
OF_BLOCKS = {"p", "pre", "blockquote", "ul", "ol", "table", "hr", "img", *OUTER, *THROUGH}


def heading_level(element: Tree) -> int | None:
    """Returns the level of a heading, 0 for the highest; None if it is no heading."""
    if element.tag in OUTER:
        return OUTER.index(element.tag)
    named = (element.get("class") or "").lower()
    if element.tag == "p" and "mso" in named:
        return 0 if "msotitle" in named else 5 if LOW.search(named) else None
    if element.get("role") == "heading" and element.tag in ("p", "div"):
        told = element.get("aria-level") or ""
        return min(int(told), len(OUTER)) - 1 if re.fullmatch("[1-9]", told) else 1
    return None


def is_blank(line: Tree) -> bool:
    """Returns whether an element is only an empty line."""
    return not "".join(line.itertext()).strip() and all(
        one.tag in ("br", "span") for one in line.iterdescendants()
    )


def is_frame(table: Tree, rows: list[Tree]) -> bool:
    """Returns whether a table only places what it holds: it has one cell, says so, or holds other tables."""
    widest = max((len(row) for row in rows), default=0)
    if table.get("role") in ("presentation", "none") or (len(rows) == 1 and widest == 1):
        return True
    return widest == 1 and next(table.iterdescendants("table"), None) is not None


def begins_with_heading(item: Tree) -> bool:
    return item.tag == "li" and len(item) > 0 and item[0].tag in OUTER and not (item.text or "").strip()


def items_of(element: Tree):
    """Yields the items of a list, and the lists that stand between them. All else in it becomes an item."""
    if (element.text or "").strip():
        yield _wrapped(element.text)
    for child in list(element):
        tail, child.tail = child.tail, None
        yield child if child.tag in ("li", "ul", "ol") else _wrapped("", child)
        if (tail or "").strip():
            yield _wrapped(tail)


def _wrapped(said: str | None, *children: Tree) -> Tree:
    item = etree.Element("li")
    item.text = said
    item.extend(children)
    return item


def first_paragraph(item: Tree) -> Tree:
    return next(item.iterchildren("p"), item)


def first_number(element: Tree) -> int:
    start = element.get("start") or ""
    return int(start) if VALUES["start"].fullmatch(start) else 1


LIST_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip


def list_type(element: Tree) -> str:
    """Returns how a list is numbered."""
    first = next(element.iterchildren("li"), element)
    named = next((s for one in (element, first) if (s := styles(one).get("list-style-type"))), "")
    kind = LIST_STYLES.get(named, element.get("type") or "1")
    return kind if kind in TYPES else "1"


def kept_attributes(element: Tree, *names: str) -> dict[str, str]:
    return {name: element.get(name) for name in names if VALUES[name].fullmatch(element.get(name) or "")}


def own_attributes(element: Tree) -> dict[str, str]:
    """Returns the id of a block, and its direction."""
    side = (element.get("dir") or styles(element).get("direction") or "").lower()
    return kept_attributes(element, "data-id") | ({"dir": side} if VALUES["dir"].fullmatch(side) else {})
