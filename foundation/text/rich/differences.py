"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from itertools import groupby, takewhile, zip_longest
from typing import Literal, NamedTuple

from django.utils.translation import gettext_lazy, ngettext
from rapidfuzz.distance import Indel

PARAGRAPH = "\n"
FEW = 2_000  # lines or words: up to here difflib gives the best result, beyond it takes minutes
MANY = 15_000**2  # lines or words of both texts, multiplied: Indel takes a second for these
LONG, NEAR = 40, 3  # paragraphs
TOO_LONG = gettext_lazy(
    "The next part is too long to compare word by word. The earlier text comes first, then the later one."
)


Kind = Literal["same", "out", "in", "note"]


class Piece(NamedTuple):
    """Words that stayed ("same"), were removed ("out") or added ("in"). A "note" is of neither text."""

    kind: Kind
    words: str


def compare(old: str, new: str) -> list[list[Piece]]:
    """Compares two plain texts. Returns the pieces of each paragraph or line, in reading order.

    What is too long to compare is given as it was and then as it is, after a note that says so. A note also
    replaces the middle of many paragraphs that stayed the same.
    """
    olds, news = _lines(old), _lines(new)
    paragraphs: list[list[Piece]] = []
    for (a, b), (c, d), same in stretches(olds, news):
        if b - a == d - c:
            for was, now in zip(olds[a:b], news[c:d], strict=True):
                paragraphs += _changed([was], [now])
        elif a < b and c < d:
            paragraphs += _changed(olds[a:b], news[c:d])
        else:
            paragraphs += [[Piece("out", line)] for line in olds[a:b]]
            paragraphs += [[Piece("in", line)] for line in news[c:d]]
        paragraphs += [[Piece("same", line)] for line in news[d : d + same]]
    return _near_what_changed(paragraphs)


def _near_what_changed(paragraphs: list[list[Piece]]) -> list[list[Piece]]:
    """Shortens many unchanged paragraphs to their ends, so that the page of a long text stays small."""
    shortened: list[list[Piece]] = []
    for stayed, found in groupby(paragraphs, lambda pieces: [one.kind for one in pieces] == ["same"]):
        stretch = list(found)
        if stayed and len(stretch) > LONG:
            unchanged = len(stretch) - 2 * NEAR
            note = ngettext(
                "%(count)s paragraph is unchanged.", "%(count)s paragraphs are unchanged.", unchanged
            )
            note %= {"count": unchanged}
            stretch[NEAR:-NEAR] = [[Piece("note", note)]]
        shortened += stretch
    return shortened


def stretches(olds: list, news: list):
    """Yields where two lists differ, as (start, end) in each, and how many items after that are the same."""
    start = _alike(olds, news)
    end = _alike(olds[start:][::-1], news[start:][::-1])
    before, after = olds[start : len(olds) - end], news[start : len(news) - end]
    blocks = [(0, 0, start)]
    blocks += [(start + a, start + c, same) for a, c, same in _blocks(before, after)]
    blocks += [(len(olds) - end, len(news) - end, end)]
    a = c = 0
    for b, d, same in blocks:
        yield (a, b), (c, d), same
        a, c = b + same, d + same


def _alike(before: list, after: list) -> int:
    """Returns how many items at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(before, after, strict=False)))


def _blocks(before: list, after: list):
    if len(before) + len(after) <= FEW:
        return SequenceMatcher(None, before, after).get_matching_blocks()
    if len(before) * len(after) <= MANY:
        return Indel.opcodes(before, after).as_matching_blocks()
    return []


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _changed(olds: list[str], news: list[str]) -> list[list[Piece]]:
    before, after = _words(olds), _words(news)
    paragraphs: list[list[Piece]] = [[]]
    for (a, b), (c, d), same in stretches(before, after):
        if (b - a) * (d - c) > MANY:
            paragraphs += [[Piece("note", str(TOO_LONG))], []]
        _put(paragraphs, {"out": before[a:b], "in": after[c:d]})
        _put(paragraphs, {"same": after[d : d + same]})
    return [pieces for pieces in paragraphs if pieces]


def _words(lines: list[str]) -> list[str]:
    """Returns the words, each with the spaces after it, and `PARAGRAPH` between two paragraphs."""
    words: list[str] = []
    for line in lines:
        words += [PARAGRAPH] if words else []
        words += re.findall(r"\S+\s*|\s+", f"{line} ")
    return words


def _put(paragraphs: list[list[Piece]], pieces: dict[Kind, list[str]]) -> None:
    """Adds the words of each kind to the last paragraph, and further paragraphs where the words have some."""
    for number, lines in enumerate(zip_longest(*map(_split, pieces.values()), fillvalue="")):
        if number:
            paragraphs.append([])
        paragraphs[-1] += [Piece(kind, line) for kind, line in zip(pieces, lines, strict=True) if line]


def _split(words: list[str]) -> list[str]:
    """Returns the words joined, paragraph by paragraph."""
    lines: list[list[str]] = [[]]
    for word in words:
        if word == PARAGRAPH:
            lines.append([])
        else:
            lines[-1].append(word)
    return ["".join(line) for line in lines]
