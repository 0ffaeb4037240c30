"""Builds lists of paragraphs that only look like items: those of Word, which has no lists within lists."""

from typing import NamedTuple

from lxml import etree

from foundation.text.rich.schema import DEEPEST
from foundation.text.rich.signs import Sign
from foundation.text.rich.tree import Tree, last
from foundation.text.rich.writing import numeral

NEAR = 9.0  # points: what differs by less stands at the same place


class Open(NamedTuple):
    """A list of ours to which the next item may belong, and the sign of its last item."""

    tree: Tree
    sign: Sign
    items: int = 1


class LooseItems:
    """The lists around the last item, from the outermost."""

    def __init__(self):
        self.open: list[Open] = []

    def fits(self, into: Tree, sign: Sign) -> bool:
        """Returns whether our lists can number an item so: "2.3" can only stand within the second item."""
        around, _peer = self._place(into, sign)
        return not sign.outer or sign.outer == _numbers(around)[-len(sign.outer) :]

    def add(self, into: Tree, sign: Sign) -> Tree:
        """Adds an item, and the list that it needs. Returns the item."""
        around, peer = self._place(into, sign)
        if peer and (_goes_on(peer, sign) or (len(around) >= DEEPEST - 1 and not sign.readings)):
            self.open = [*around, Open(peer.tree, sign, peer.items + 1)]
            return etree.SubElement(peer.tree, "li")
        kind, number = sign.readings[0] if sign.readings else ("", 1)
        made = etree.SubElement(around[-1].tree[-1] if around else into, "ol" if kind else "ul")
        if kind and number != 1:
            made.set("start", str(number))
        if kind not in ("", "1"):
            made.set("type", kind)
        self.open = [*around, Open(made, sign)]
        return etree.SubElement(made, "li")

    def take_back(self, item: Tree) -> None:
        """Takes out an item that says nothing, and its list if it was the only one."""
        holder, around = item.getparent(), self.open.pop()
        holder.remove(item)
        if around.items == 1:
            holder.getparent().remove(holder)
        else:
            self.open.append(around._replace(items=around.items - 1))

    def item_of(self, into: Tree, indent: float | None) -> Tree | None:
        """Returns the item to which a paragraph without a sign belongs, if it stands in as far as that."""
        around = self._open_in(into)
        while around and indent is not None and around[-1].sign.indent > indent + NEAR:
            around.pop()
        if not around:
            return None
        self.open = around
        return around[-1].tree[-1]

    def _open_in(self, into: Tree) -> list[Open]:
        """Returns the open lists, if nothing came after them."""
        return list(self.open) if self.open and last(into) is self.open[0].tree else []

    def _place(self, into: Tree, sign: Sign) -> tuple[list[Open], Open | None]:
        """Returns the lists around an item with that sign, and the one in which its neighbours are."""
        around = self._open_in(into)
        depth = len(sign.outer)
        if depth and sign.outer == _numbers(around[:depth]):
            around = around[: depth + 1]
            peer = around.pop() if len(around) > depth else None
        else:
            while around and _is_deeper(around[-1].sign, sign):
                around.pop()
            peer = around.pop() if around and _same_place(around[-1].sign, sign) else None
        if len(around) >= DEEPEST:
            peer = around[DEEPEST - 1]
        return around[: DEEPEST - 1] if len(around) >= DEEPEST else around, peer


def _is_deeper(one: Sign, than: Sign) -> bool:
    if one.listed and one.listed == than.listed:
        return one.level > than.level
    return one.indent > than.indent + NEAR


def _same_place(one: Sign, other: Sign) -> bool:
    if one.listed and one.listed == other.listed:
        return one.level == other.level
    return abs(one.indent - other.indent) <= NEAR


def _goes_on(before: Open, sign: Sign) -> bool:
    """Returns whether an item with that sign is the next one of a list."""
    if before.tree.tag == "ul" or not sign.readings:
        return before.tree.tag == "ul" and not sign.readings
    if before.sign.listed != sign.listed:
        return False
    expected = int(before.tree.get("start") or 1) + before.items
    return (before.tree.get("type") or "1", expected) in sign.readings


def _numbers(around: list[Open]) -> tuple[str, ...]:
    """Returns the numbers of the last items of lists, in small letters; "" in one with bullets."""
    return tuple(map(_number, around))


def _number(listed: Open) -> str:
    if listed.tree.tag == "ul":
        return ""
    first = int(listed.tree.get("start") or 1)
    return numeral(first + listed.items - 1, listed.tree.get("type") or "1").lower()
