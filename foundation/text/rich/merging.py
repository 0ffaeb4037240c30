"""Two people's changes to one text as one text, block by block."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from foundation.text import rich
from foundation.text.rich.likeness import adopt_ids
from foundation.text.rich.schema import BLOCKS, HEADINGS
from foundation.text.rich.tree import Tree, parse, write

# What a block is. A block that becomes one of another kind counts as removed and added.
KINDS = {tag: tag for tag in BLOCKS} | dict.fromkeys(HEADINGS, "p") | {"ol": "ul"}
HOLDERS = {"ul", "li", "blockquote"}  # kinds whose blocks are merged on their own
WHOLE = "text"  # the id of the clash when the texts have no blocks

Key = tuple[str, str]  # the kind and the id of a block
ROOT: Key = ("", "")


class Clash(NamedTuple):
    """A block that both changed. Each wording is a stored text; "" where that side has removed the block."""

    id: str
    theirs: str
    mine: str


class Merged(NamedTuple):
    """What merging gave.

    `draft` has what both changed; of each clash it has my wording, or theirs where I have removed the block.
    """

    draft: str
    clashes: list[Clash]

    @property
    def text(self) -> str | None:
        """The merged text; None if somebody has to choose between two wordings first."""
        return None if self.clashes else self.draft


def merge(base: str | None, mine: str, theirs: str) -> Merged:
    """Merges two stored texts that both come from `base`, by the ids of their blocks.

    What one side changed, added, removed or moved is taken over. Of blocks that both added in one place,
    theirs come first. If both moved a block, it is where they put it. A clash is a block that both changed,
    or that one changed and the other removed. Without a base, each block that differs is a clash.
    """
    if mine in (theirs, base):
        return Merged(theirs, [])
    if theirs == base:
        return Merged(mine, [])
    if any(text and not rich.is_rich(text) for text in (base, mine, theirs)):
        return Merged(mine or theirs, [Clash(WHOLE, theirs, mine)])
    if base and not _ids(base) & _ids(mine):  # it came without ids, for example as plain text
        mine = adopt_ids(mine, base)
    return _Merger(base, mine, theirs).merge()


def settle(draft: str, theirs: str, choices: Mapping[str, str]) -> str:
    """Returns a draft after the choices made for its clashes, by the ids of the blocks.

    "theirs" takes their wording from the text `theirs`, "both" puts it before mine, "removed" removes the
    block. Any other choice leaves the block as the draft has it.
    """
    if not rich.is_rich(draft or theirs):
        return theirs if choices.get(WHOLE) == "theirs" else draft
    root, other = parse(draft), parse(theirs)
    for name, choice in choices.items():
        here, there = (_find(tree, name) for tree in (root, other))
        if here is None or choice not in ("theirs", "both", "removed"):
            continue
        if choice != "removed" and there is not None:
            here.addprevious(added := deepcopy(there))
            if choice == "both":
                added.attrib.pop("data-id")
        if choice != "both":
            here.getparent().remove(here)
    return rich.clean(write(root), images=True)


def _ids(text: str) -> set[str | None]:
    return {block.get("data-id") for block in parse(text).iterdescendants(*BLOCKS)}


def _find(root: Tree, name: str) -> Tree | None:
    return next((one for one in root.iterdescendants(*BLOCKS) if one.get("data-id") == name), None)


class _Side:
    """One of the texts: its blocks, what holds them, and in which order."""

    def __init__(self, text: str):
        self.blocks: dict[Key, Tree] = {}
        self.holder: dict[Key, Key] = {}
        self.within: dict[Key, list[Key]] = {}
        self._add(parse(text), ROOT)

    def _add(self, element: Tree, key: Key) -> None:
        self.within[key] = []
        for block in element:
            inner = (KINDS[block.tag], block.get("data-id") or "")
            self.blocks[inner], self.holder[inner] = block, key
            self.within[key].append(inner)
            if inner[0] in HOLDERS:
                self._add(block, inner)

    def rename(self, key: Key, name: Key) -> None:
        """Gives another key to a block that holds no others."""
        self.blocks[name], self.holder[name] = self.blocks.pop(key), self.holder.pop(key)
        row = self.within[self.holder[name]]
        row[row.index(key)] = name


def _form(block: Tree) -> tuple:
    """Returns what a block is, apart from its words: its tag, and its attributes but the id."""
    return block.tag, {name: value for name, value in block.attrib.items() if name != "data-id"}


def _wording(block: Tree) -> str:
    """Returns what a block says, without what it is. An image is what it shows."""
    whole = write([block])
    return whole if block.tag == "img" else whole[whole.index(">") :].rpartition("<")[0]


class _Merger:
    def __init__(self, base: str | None, mine: str, theirs: str):
        self.knows_base = base is not None
        self.base, self.mine, self.theirs = _Side(base or ""), _Side(mine), _Side(theirs)
        self.clashes: list[Clash] = []

    def merge(self) -> Merged:
        if self.knows_base:
            self._tell_apart()
        made = {key: block for key in self._keys() if (block := self._leaf(key)) is not None}
        holder = self._holders(made)
        children: dict[Key, set[Key]] = {}
        for key, held_by in holder.items():
            children.setdefault(held_by, set()).add(key)
        root = etree.Element("div")
        self._fill(root, ROOT, made, children)
        return Merged(rich.clean(write(root), images=True), self.clashes)

    def _keys(self) -> Iterable[Key]:
        """Returns the blocks of either side that hold no others, in the order of the clashes."""
        keys = dict.fromkeys([*self.theirs.blocks, *self.mine.blocks])
        return [key for key in keys if key[0] not in HOLDERS]

    def _tell_apart(self) -> None:
        """Gives another key to a block of mine if they have added one with its id, and other words."""
        for key in self._keys():
            added = (self.mine.blocks.get(key), self.theirs.blocks.get(key))
            if key in self.base.blocks or None in added:
                continue
            mine, theirs = added
            if _wording(mine) != _wording(theirs):
                self.mine.rename(key, (key[0], f"{key[1]}-mine"))

    def _leaf(self, key: Key) -> Tree | None:
        """Returns a block as it is merged, None if it is removed. Notes a clash."""
        base, mine, theirs = (side.blocks.get(key) for side in (self.base, self.mine, self.theirs))
        if mine is None or theirs is None:
            there = theirs if mine is None else mine
            if base is not None and _wording(there) == _wording(base):
                return None
            if base is not None or not self.knows_base:
                self._clash(key, mine, theirs)
            return there
        said = _chosen(_wording, base, mine, theirs)
        if said is None:
            if _wording(mine) == _wording(theirs):
                said = theirs
            else:
                self._clash(key, mine, theirs)
                said = mine
        shape = self._shape(base, mine, theirs)
        if said is not shape and key[0] == "p":
            said = deepcopy(said)
            said.tag = shape.tag
            said.attrib.clear()
            said.attrib.update(shape.attrib)
        return said

    @staticmethod
    def _shape(base: Tree | None, mine: Tree | None, theirs: Tree | None) -> Tree:
        """Returns the side whose form the block gets: that which changed it; theirs if both did."""
        if mine is None or theirs is None:
            return theirs if mine is None else mine
        chosen = _chosen(_form, base, mine, theirs)
        return theirs if chosen is None else chosen

    def _clash(self, key: Key, mine: Tree | None, theirs: Tree | None) -> None:
        wordings = ("" if one is None else rich.clean(write([one]), images=True) for one in (theirs, mine))
        self.clashes.append(Clash(key[1], *wordings))

    def _holders(self, made: Mapping[Key, Tree]) -> dict[Key, Key]:
        """Returns what holds each block, also of the holders themselves."""
        holder = self._held(made, self._holder)
        if holder is None:  # each of two lists was moved into the other
            holder = self._held(made, (self.mine.holder | self.theirs.holder).__getitem__)
        assert holder is not None
        return holder

    def _holder(self, key: Key) -> Key:
        base, mine, theirs = (side.holder.get(key) for side in (self.base, self.mine, self.theirs))
        if theirs is None or (mine is not None and theirs == base):
            assert mine is not None
            return mine
        return theirs

    def _held(self, made: Mapping[Key, Tree], choose: Callable[[Key], Key]) -> dict[Key, Key] | None:
        """Returns what holds each block as `choose` says; None if it goes round in a circle."""
        holder: dict[Key, Key] = {}
        for key in made:
            way = {key}
            while key != ROOT and key not in holder:
                holder[key] = key = choose(key)
                if key in way:
                    return None
                way.add(key)
        return holder

    def _fill(self, into: Tree, key: Key, made: Mapping[Key, Tree], children: Mapping[Key, set[Key]]) -> None:
        for child in self._order(key, children.get(key, set())):
            if child in made:
                into.append(deepcopy(made[child]))
            else:
                sides = (side.blocks.get(child) for side in (self.base, self.mine, self.theirs))
                shape = self._shape(*sides)
                inner = etree.SubElement(into, shape.tag, dict(shape.attrib))
                self._fill(inner, child, made, children)

    def _order(self, holder: Key, there: set[Key]) -> list[Key]:
        """Returns the blocks in a holder in their order."""
        base, mine, theirs = (
            [key for key in side.within.get(holder, ()) if key in there]
            for side in (self.base, self.mine, self.theirs)
        )
        stayed = set(base) & set(mine) & set(theirs)
        old, new_mine, new_theirs = ([key for key in row if key in stayed] for row in (base, mine, theirs))
        if new_theirs == old and new_mine != old:
            return _put_in(mine, theirs, passing=())
        return _put_in(theirs, mine, passing=set(theirs) - set(mine))


def _chosen(what: Callable, base: Tree | None, mine: Tree, theirs: Tree) -> Tree | None:
    """Returns the side that alone changed this of a block; None if both did, or if there is no base."""
    if base is None:
        return None
    if what(theirs) == what(base):
        return mine
    if what(mine) == what(base):
        return theirs
    return None


def _put_in(order: list[Key], other: list[Key], *, passing) -> list[Key]:
    """Returns `order` with what only `other` has, each after the block that it follows there.

    `passing` are the blocks that stay before it if they come after that block.
    """
    made, known = list(order), set(order)
    for at, key in enumerate(other):
        if key in known:
            continue
        place = made.index(other[at - 1]) + 1 if at else 0
        while place < len(made) and made[place] in passing:
            place += 1
        made.insert(place, key)
    return made
