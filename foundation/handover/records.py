"""What the records say, so that the words of a handover report can be checked against them.

A room has its part as `RECORDS` in `records.py`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from foundation import discovery

Term = Any


@dataclass(frozen=True)
class Count:
    """How many there are of something in a term.

    `words(n)` returns the phrase for that many, not filled yet: "%(number)s meeting", "%(number)s meetings".
    More than one number can be right, such as at the beginning and at the end; the last is the one to name.
    """

    words: Callable[[int], str]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Unfinished:
    """Something that is not finished: its title, and a sentence that says so."""

    title: str
    sentence: str


def _nothing(term: Term, as_at: dt.date) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Records:
    """What a room knows of a term on a day. Each part is asked as `part(term, as_at)`.

    `counts` returns each `Count`, `unfinished` each `Unfinished`, `apologies` the keys of the agencies that
    sent apologies, and `unexplained` a `checklist.Matter` for each document that nothing is said of.
    """

    counts: Callable[[Term, dt.date], Iterable[Count]] = _nothing
    unfinished: Callable[[Term, dt.date], Iterable[Unfinished]] = _nothing
    apologies: Callable[[Term, dt.date], Iterable[int]] = _nothing
    unexplained: Callable[[Term, dt.date], Iterable[Any]] = _nothing


def told(part: str, term: Term, as_at: dt.date) -> Iterator[Any]:
    """Returns what all rooms know of that part, those of lower rooms first."""
    for module in discovery.modules("records"):
        if module.__name__ != __name__:
            yield from getattr(module.RECORDS, part)(term, as_at)
