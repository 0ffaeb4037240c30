"""Finds the blocks of a text again in a text that lost their ids, for example on its way through Word."""

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from foundation.text.rich.schema import BLOCKS, HEADINGS
from foundation.text.rich.tree import Tree, name_blocks, parse, words, write

ALIKE = 60  # of 100, as rapidfuzz compares two texts
MOST = 40_000  # comparisons between two blocks that stayed the same; beyond that only equal blocks are found
LINES = ("p", *HEADINGS)  # a paragraph that became a heading is the same block


def adopt_ids(new: str, old: str) -> str:
    """Returns the new text with the ids that its blocks have in the old one. Others get ids of their own.

    Blocks that say the same are found first, then those in between that are alike, in their order, then those
    that say the same in another place.
    """
    root = parse(new)
    news, olds = list(root.iterdescendants(*BLOCKS)), list(parse(old).iterdescendants(*BLOCKS))
    found = _matched([_said(one) for one in news], [_said(one) for one in olds])
    for place, block in enumerate(news):
        block.attrib.pop("data-id", None)
        if place in found and (name := olds[found[place]].get("data-id")):
            block.set("data-id", name)
    name_blocks(root)
    return write(root)


def _said(block: Tree) -> tuple[str, str]:
    return block.tag, " ".join(words(block).split()) or block.get("src", "")


def _matched(news: list[tuple[str, str]], olds: list[tuple[str, str]]) -> dict[int, int]:
    """Returns for places of the new text those of the same blocks in the old one."""
    found: dict[int, int] = {}
    a = c = 0
    for one in Indel.opcodes(news, olds).as_matching_blocks():
        found |= {a + new: c + old for new, old in _alike(news[a : one.a], olds[c : one.b])}
        found |= {one.a + step: one.b + step for step in range(one.size)}
        a, c = one.a + one.size, one.b + one.size
    free: dict[tuple[str, str], list[int]] = {}
    taken = set(found.values())
    for place, said in enumerate(olds):
        if place not in taken and said[1]:
            free.setdefault(said, []).append(place)
    for place, said in enumerate(news):
        if place not in found and free.get(said):
            found[place] = free[said].pop(0)
    return found


def _alike(news: list[tuple[str, str]], olds: list[tuple[str, str]]) -> list[tuple[int, int]]:
    """Returns the pairs that are alike, in the order of both texts: those that are alike the most in all."""
    if not news or not olds or len(news) * len(olds) > MOST:
        return []
    likeness = [[_likeness(new, old) for old in olds] for new in news]
    best = [[0.0] * (len(olds) + 1) for _new in range(len(news) + 1)]
    for n in range(len(news) - 1, -1, -1):
        for o in range(len(olds) - 1, -1, -1):
            pair = likeness[n][o] + best[n + 1][o + 1] if likeness[n][o] else 0.0
            best[n][o] = max(pair, best[n + 1][o], best[n][o + 1])
    pairs, n, o = [], 0, 0
    while n < len(news) and o < len(olds):
        if likeness[n][o] and best[n][o] == likeness[n][o] + best[n + 1][o + 1]:
            pairs.append((n, o))
            n, o = n + 1, o + 1
        elif best[n][o] == best[n + 1][o]:
            n += 1
        else:
            o += 1
    return pairs


def _likeness(new: tuple[str, str], old: tuple[str, str]) -> float:
    """Returns how much two blocks are alike, up to 100; 0 if they are not the same block."""
    if new[0] != old[0] and not (new[0] in LINES and old[0] in LINES):
        return 0.0
    return fuzz.ratio(new[1], old[1], score_cutoff=ALIKE)
