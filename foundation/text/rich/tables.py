"""Makes the rows and the head of a table whole."""

from lxml import etree

from foundation.text.rich.schema import WIDEST
from foundation.text.rich.tree import Tree


def straighten(table: Tree) -> None:
    """Makes all rows of a table as wide as the widest, and its heads a head."""
    body = table[0]
    rows = list(body)
    taken: dict[tuple[int, int], bool] = {}
    widths = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            wide = min(int(cell.get("colspan") or 1), WIDEST)
            tall = min(int(cell.get("rowspan") or 1), len(rows) - y)
            for name, value in (("colspan", wide), ("rowspan", tall)):
                cell.attrib.pop(name, None)
                if value > 1:
                    cell.set(name, str(value))
            for over in range(tall):
                for along in range(wide):
                    taken[x + along, y + over] = True
            x += wide
        widths.append(max((at + 1 for at, line in taken if line == y), default=0))
    widest = max(widths)
    for y, row in enumerate(rows):
        for x in range(widest):
            if (x, y) not in taken:
                etree.SubElement(row, "td")
    for cell in body.iter("td", "th"):
        if not len(cell):
            etree.SubElement(cell, "p")
    heads = 0
    while heads < len(rows) - 1 and len(rows[heads]) and all(cell.tag == "th" for cell in rows[heads]):
        heads += 1
    if heads and not _reaches_over(rows[:heads]):
        head = etree.Element("thead")
        table.insert(0, head)
        for row in rows[:heads]:
            head.append(row)


def _reaches_over(rows: list[Tree]) -> bool:
    """Returns whether a cell of these rows reaches into the rows after them."""
    return any(y + int(cell.get("rowspan") or 1) > len(rows) for y, row in enumerate(rows) for cell in row)
