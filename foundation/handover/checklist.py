"""What a room knows to be open when the chair passes on: `CHECKLIST` in its `checklist.py`, some kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from foundation import discovery


@dataclass(frozen=True)
class Matter:
    """One thing that is open: a sentence, and where it is settled.

    `subject` is its key within its kind. `place` is where who may settles it, `page` where others read of it;
    either can be empty. Who may: everybody who reads the list, or who has `permission` on `thing`.
    """

    subject: str
    sentence: str
    place: str = ""
    verb: str = "Settle it"
    page: str = ""
    permission: str = ""
    thing: Any = None

    def read_by(self, user) -> "Matter":
        """The same as that person may settle it today: without a place where only others may."""
        may = not self.permission or user.has_perm(self.permission, self.thing)
        return self if may else replace(self, place="")


@dataclass(frozen=True)
class Kind:
    """Matters of one kind, as of a term.

    `find(term)` gives what is open now, only what every member may read. `became(term, subjects)` says in
    words what came of those that are settled since; what it leaves out is open still. What `passes` asks
    nothing of the outgoing chair: it goes on under the next one by itself.
    """

    slug: str
    place: int
    title: str
    find: Callable[[Any], Iterable[Matter]]
    became: Callable[[Any, list[str]], dict[str, str]]
    passes: bool = False


def kinds() -> list[Kind]:
    """The kinds of every room, in the order of their places."""
    modules = [module for module in discovery.modules("checklist") if module.__name__ != __name__]
    return sorted((kind for module in modules for kind in module.CHECKLIST), key=lambda kind: kind.place)


def outcomes(rows, words: Callable[[Any], str]) -> dict[str, str]:
    """For `became`: the words for each row that has some, by its key."""
    return {str(row.pk): said for row in rows if (said := words(row))}
