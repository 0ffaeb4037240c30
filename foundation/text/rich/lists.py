"""Builds lists of paragraphs that only look like items: those of Word, which has no lists within lists."""

from typing import NamedTuple

from lxml import etree

from foundation.text.rich.schema import DEEPEST
from foundation.text.rich.signs import Sign
from foundation.text.rich.tree import Tree
from foundation.text.rich.writing import numeral

NEAR = 9.0  # points: what differs by less stands at the same place


class Open(NamedTuple):
    """A list of ours to which the next item may belong, and the sign of its last item."""

    tree: Tree
    sign: Sign


class LooseItems:
    """The lists around the last item, from the outermost."""

    def __init__(self):
        self.open: list[Open] = []

    def fits(self, into: Tree, sign: Sign) -> bool:
        """Returns whether our lists can number an item so: "2.3" can only stand within the second item."""
        around = self._around(into, sign)
        if around and _same_place(around[-1].sign, sign):
            around.pop()
        numbers = [_last_number(one.tree) for one in around]
        return not sign.outer or [one.lower() for one in sign.outer] == numbers[-len(sign.outer) :]

    def add(self, into: Tree, sign: Sign) -> Tree:
        """Adds an item, and the list that it needs. Returns the item."""
        around = self._around(into, sign)
        last = around[-1] if around else None
        reading = sign.readings[0] if sign.readings else ("", 1)
        if last and (_same_place(last.sign, sign) or len(around) >= DEEPEST):
            going_on = _going_on(last, sign)
            if going_on or len(around) >= DEEPEST:
                around[-1] = Open(last.tree, sign)
                self.open = around
                return etree.SubElement(last.tree, "li")
            around.pop()
        kind, number = reading
        holder = around[-1].tree[-1] if around else into
        made = etree.SubElement(holder, "ol" if kind else "ul")
        if kind and number != 1:
            made.set("start", str(number))
        if kind not in ("", "1"):
            made.set("type", kind)
        self.open = [*around, Open(made, sign)]
        return etree.SubElement(made, "li")

    def take_back(self, item: Tree) -> None:
        """Takes out an item that says nothing, and its list if it was the only one."""
        holder = item.getparent()
        holder.remove(item)
        if not len(holder):
            holder.getparent().remove(holder)
            self.open.pop()

    def item_of(self, into: Tree, indent: float | None) -> Tree | None:
        """Returns the item to which a paragraph without a sign belongs, if it stands in as far as that."""
        if not self._are_last_in(into):
            return None
        around = [one for one in self.open if indent is None or one.sign.indent <= indent + NEAR]
        return around[-1].tree[-1] if around else None

    def _are_last_in(self, into: Tree) -> bool:
        return bool(self.open) and len(into) > 0 and into[-1] is self.open[0].tree

    def _around(self, into: Tree, sign: Sign) -> list[Open]:
        """Returns the open lists that are not deeper than a sign."""
        around = list(self.open) if self._are_last_in(into) else []
        while around and _is_deeper(around[-1].sign, sign):
            around.pop()
        return around


def _is_deeper(one: Sign, than: Sign) -> bool:
    if one.listed and one.listed == than.listed:
        return one.level > than.level
    return one.indent > than.indent + NEAR


def _same_place(one: Sign, other: Sign) -> bool:
    if one.listed and one.listed == other.listed:
        return one.level == other.level
    return abs(one.indent - other.indent) <= NEAR


def _going_on(last: Open, sign: Sign) -> bool:
    """Returns whether an item with that sign is the next one of a list."""
    if last.tree.tag == "ul" or not sign.readings:
        return last.tree.tag == "ul" and not sign.readings
    if last.sign.listed != sign.listed:
        return False
    expected = int(last.tree.get("start") or 1) + len(last.tree)
    return (last.tree.get("type") or "1", expected) in sign.readings


def _last_number(listed: Tree) -> str:
    """Returns the number of the last item of a list, in small letters; "" in one with bullets."""
    if listed.tag == "ul":
        return ""
    return numeral(int(listed.get("start") or 1) + len(listed) - 1, listed.get("type") or "1").lower()
