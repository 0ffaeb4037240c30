"""Two texts word by word, as a reader wants to see what changed."""

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, NamedTuple

PARAGRAPH = "\n"


class Piece(NamedTuple):
    """Words that stayed, went out or came in."""

    kind: Literal["same", "out", "in"]
    words: str


def compare(old: str, new: str) -> list[list[Piece]]:
    """The pieces of each paragraph or line, in the order of reading."""
    olds, news = _lines(old), _lines(new)
    paragraphs: list[list[Piece]] = []
    for change, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if change == "equal":
            paragraphs += [[Piece("same", line)] for line in olds[a:b]]
        elif change == "delete":
            paragraphs += [[Piece("out", line)] for line in olds[a:b]]
        elif change == "insert":
            paragraphs += [[Piece("in", line)] for line in news[c:d]]
        elif b - a == d - c:
            for was, now in zip(olds[a:b], news[c:d], strict=True):
                paragraphs += _changed([was], [now])
        else:
            paragraphs += _changed(olds[a:b], news[c:d])
    return paragraphs


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _changed(olds: list[str], news: list[str]) -> list[list[Piece]]:
    before, after = _words(olds), _words(news)
    paragraphs: list[list[Piece]] = [[]]
    for change, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if change == "equal":
            _put(paragraphs, {"same": before[a:b]})
        else:
            _put(paragraphs, {"out": before[a:b], "in": after[c:d]})
    return [pieces for pieces in paragraphs if pieces]


def _words(lines: list[str]) -> list[str]:
    """The words with the spaces behind them, so that they read on, and a mark between two paragraphs."""
    words: list[str] = []
    for line in lines:
        words += [PARAGRAPH] if words else []
        words += re.findall(r"\S+\s*|\s+", f"{line} ")
    return words


def _put(paragraphs: list[list[Piece]], pieces: dict[str, list[str]]) -> None:
    """The words of each kind onto the last paragraph, and on: the first ones side by side, the next ones."""
    for number, lines in enumerate(zip_longest(*map(_split, pieces.values()), fillvalue="")):
        if number:
            paragraphs.append([])
        paragraphs[-1] += [Piece(kind, line) for kind, line in zip(pieces, lines, strict=True) if line]


def _split(words: list[str]) -> list[str]:
    """The words joined, paragraph by paragraph."""
    lines = [""]
    for word in words:
        if word == PARAGRAPH:
            lines.append("")
        else:
            lines[-1] += word
    return lines
