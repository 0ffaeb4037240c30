"""A stored text as a tree, and the one way in which a tree is written."""

import hashlib
import re
from collections import Counter
from html import escape
from typing import TypeAlias

from lxml import etree, html

from foundation.text.rich.schema import BLOCKS, ELEMENTS, ID

Tree: TypeAlias = etree._Element  # lxml has no types of its own
# XML knows fewer characters than HTML.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse(text: str) -> Tree:
    """Returns a stored text as a tree: a `div` that holds its blocks."""
    if not text:
        return etree.Element("div")
    return html.fragment_fromstring(UNWRITABLE.sub("", text), create_parent="div", parser=_parser())


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding=None, remove_comments=True, remove_pis=True, huge_tree=True)


def write(root: Tree) -> str:
    """Returns the blocks of a tree as a stored text, in its one canonical form."""
    parts: list[str] = []
    for block in root:
        _write(block, parts)
    return "".join(parts)


def _write(element: Tree, parts: list[str]) -> None:
    tag = element.tag
    known = ELEMENTS[tag]
    values = ((name, element.get(name)) for name in known.attributes)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in values if value is not None)
    parts.append(f"<{tag}{attributes}>")
    if known.holds != "nothing":
        if element.text:
            parts.append(escape(element.text, quote=False))
        for child in element:
            _write(child, parts)
        parts.append(f"</{tag}>")
    if element.tail:
        parts.append(escape(element.tail, quote=False))


def words(element: Tree, *, notes: bool = True) -> str:
    """Returns the words of an element, without any sign of its form. A line break is a newline.

    Without `notes`, those of its footnotes are left out.
    """
    return "".join(_words(element, notes))


def _words(element: Tree, notes: bool):
    if element.tag == "br":
        yield "\n"
    yield element.text or ""
    for child in element:
        if notes or child.get("class") != "footnote":
            yield from _words(child, notes)
        yield child.tail or ""
        if child.tag in BLOCKS or child.tag in ("td", "th"):
            yield "\n"


def last(element: Tree) -> Tree | None:
    """Returns the last child of an element, in the same time however many it has (`len` counts them)."""
    return next(element.iterchildren(reversed=True), None)


def drop(element: Tree) -> None:
    """Takes an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def name_blocks(root: Tree) -> None:
    """Gives an id to each block that has none, or one that an earlier block has.

    A new id is made from what the block says, so that the same text always gets the same ids.
    """
    taken: set[str] = set()
    unnamed = []
    says = _words_of_each(root)
    times: Counter[str] = Counter()  # how often the same was said: a table can have thousands of equal cells
    for block in root.iterdescendants(*BLOCKS):
        name = block.get("data-id") or ""
        if ID.fullmatch(name) and name not in taken:
            taken.add(name)
        else:
            unnamed.append(block)
    for block in unnamed:
        said = f"{block.tag} {block.get('src', '')} {says[block].strip()}"
        while (name := hashed(f"{said} {times[said]}")) in taken:
            times[said] += 1
        taken.add(name)
        block.set("data-id", name)


def _words_of_each(root: Tree) -> dict[Tree, str]:
    """Returns what `words` does of every element, in one walk: blocks lie within blocks."""
    says: dict[Tree, str] = {}
    for _event, element in etree.iterwalk(root):  # the innermost first
        parts = ["\n" if element.tag == "br" else "", element.text or ""]
        for child in element:
            parts += (says[child], child.tail or "")
            if child.tag in BLOCKS or child.tag in ("td", "th"):
                parts.append("\n")
        says[element] = "".join(parts)
    return says


def hashed(said: str) -> str:
    """Returns eight letters and digits that are always the same for the same words."""
    number = int.from_bytes(hashlib.blake2b(said.encode(errors="replace"), digest_size=8).digest(), "big")
    name = ""
    for _letter in range(8):
        number, digit = divmod(number, 36)
        name += "abcdefghijklmnopqrstuvwxyz0123456789"[digit]
    return name
