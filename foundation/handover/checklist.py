"""What is open at a handover. A room has its kinds as `CHECKLIST` in `checklist.py`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from foundation import discovery


@dataclass(frozen=True)
class Matter:
    """One thing that is open: a sentence, and where to settle it.

    `subject` is its key within its kind. `place` is the page on which somebody with the `permission` on
    `thing` settles it (everybody, if there is no permission). `page` is where others read about it. Both can
    be empty.
    """

    subject: str
    sentence: str
    place: str = ""
    verb: str = ""
    page: str = ""
    permission: str = ""
    thing: Any = None

    def read_by(self, user) -> "Matter":
        """Returns the matter as that person sees it: without `place` if only others may settle it."""
        may = not self.permission or user.has_perm(self.permission, self.thing)
        return self if may else replace(self, place="")


class Found:
    """Matters of rows in the database, of which only those are read that are asked for."""

    def __init__(self, rows: QuerySet, matter: Callable[[Any], Matter]):
        self.rows, self.matter = rows, matter

    def __iter__(self) -> Iterator[Matter]:
        return map(self.matter, self.rows)

    def __getitem__(self, part: slice) -> list[Matter]:
        return [self.matter(row) for row in self.rows[part]]

    def count(self) -> int:
        return self.rows.count()


@dataclass(frozen=True)
class Kind:
    """Matters of one kind.

    `find(term)` returns what is open now, as far as all members may read it; `Found` where there can be many.
    `became(term, subjects)`
    returns, in words, what happened to those that are settled since; all others are still open. A kind with
    `passes` asks nothing of the outgoing chair: it passes to the next chair by itself. A kind that `stays` is
    the outgoing chair's own, and does not pass.
    """

    slug: str
    place: int
    title: str
    find: Callable[[Any], Iterable[Matter]]
    became: Callable[[Any, list[str]], dict[str, str]]
    passes: bool = False
    stays: bool = False


def kinds() -> list[Kind]:
    """Returns the kinds of all rooms, in the order of their places."""
    modules = [module for module in discovery.modules("checklist") if module.__name__ != __name__]
    return sorted((kind for module in modules for kind in module.CHECKLIST), key=lambda kind: kind.place)


def outcomes(rows, words: Callable[[Any], str]) -> dict[str, str]:
    """Returns the words for each row that has some, by its key. It is for `became`."""
    return {str(row.pk): said for row in rows if (said := words(row))}
