"""Makes the rows and the head of a table whole."""

from itertools import accumulate

from lxml import etree

from foundation.text.rich.schema import WIDEST
from foundation.text.rich.tree import Tree


def straighten(table: Tree) -> None:
    """Makes all rows of a table as wide as the widest, and its heads a head.

    Cells that would stand over others become narrower. What stands beyond the widest table comes into the
    last cell of its row.
    """
    body = table[0]
    rows = list(body)
    taken: list[set[int]] = [set() for _row in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in list(row):
            while x in taken[y]:
                x += 1
            if x >= WIDEST and _join(row, cell):
                continue
            wide = _free(taken[y], x, int(cell.get("colspan") or 1))
            tall = min(int(cell.get("rowspan") or 1), len(rows) - y) if x < WIDEST else 1
            for name, value in (("colspan", wide), ("rowspan", tall)):
                cell.attrib.pop(name, None)
                if value > 1:
                    cell.set(name, str(value))
            for below in taken[y : y + tall]:
                below.update(range(x, x + wide))
            x += wide
    widest = max(max(line, default=-1) for line in taken) + 1
    for row, line in zip(rows, taken, strict=True):
        for _gap in range(widest - len(line)):
            etree.SubElement(row, "td")
    _begin_with_heads(table, _without_covered(rows))


def _free(taken: set[int], x: int, wide: int) -> int:
    """Returns how wide a cell can be that begins there: at least one."""
    return next(
        (at - x for at in range(x + 1, min(x + wide, WIDEST)) if at in taken), min(wide, max(1, WIDEST - x))
    )


def _join(row: Tree, cell: Tree) -> bool:
    """Puts what a cell holds into the one before it. Returns False if there is none."""
    before = cell.getprevious()
    if before is None:
        return False
    before.extend(list(cell))
    row.remove(cell)
    return True


def _without_covered(rows: list[Tree]) -> list[Tree]:
    """Takes out rows without a cell of their own: cells from above cover them. Returns the others."""
    covered = list(accumulate((not len(row) for row in rows), initial=0))
    if not covered[-1]:
        return rows
    for y, row in enumerate(rows):
        for cell in row:
            end = y + int(cell.get("rowspan") or 1)
            tall = end - y - (covered[end] - covered[y])
            cell.attrib.pop("rowspan", None)
            if tall > 1:
                cell.set("rowspan", str(tall))
        if not len(row):
            row.getparent().remove(row)
    return [row for row in rows if len(row)]


def _begin_with_heads(table: Tree, rows: list[Tree]) -> None:
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
