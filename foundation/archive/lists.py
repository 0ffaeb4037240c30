"""The lists of an archive, as each room describes its own.

A room's `archive.py` may expose `LISTS`, `KEYS` (by list, keys that it adds to the lists of rooms
below) and `check(book, faults)` (what must hold once all is read).
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from foundation.archive.values import Key
from foundation.discovery import modules


class Shape:
    """Which keys an object has, and the model whose rows keep it."""

    def __init__(self, name: str, model: type[Model], keys: Iterable):
        self.name, self.model = name, model
        self.keys = [key for key in keys if not isinstance(key, Rows)]
        self.rows = [key for key in keys if isinstance(key, Rows)]
        self.order = list(keys)  # of what is written
        for key in self.keys:
            key.bind(model)
        self.known = {key.name for key in self.order if not key.hidden}

    def key(self, name: str) -> Key:
        """The key of that name. Raises `KeyError`."""
        return self._by_name[name]

    @functools.cached_property
    def _by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    def models(self) -> set[type[Model]]:
        """Of everything that it reads and writes."""
        found = {self.model}
        for key in self.order:
            found.update(key.models())
        return found


class Rows(Shape):
    """A list within an entry, whose order counts: rows of `model`, whose field `parent` is the entry.

    They go by position, and a shorter list says nothing about the rest. `withheld(obj)` says of a row whether
    a term's archive leaves it out.
    """

    bare = False
    hidden = False

    def __init__(self, name, model, parent: str, keys, *, withheld: Callable[[Model], bool] | None = None):
        super().__init__(name, model, keys)
        self.parent, self.withheld = parent, withheld


class Lines(Rows):
    """A list of bare values within an entry: each is the one key of its row."""

    bare = True

    def __init__(self, name, model, parent: str, key: Key):
        key.required = True
        super().__init__(name, model, parent, [key])


@dataclass(eq=False)
class Entries:
    """A list of the archive, and the model whose rows are its entries.

    `place` is its order among the lists of the file. `identity` names the keys that make two entries the
    same. `called(entry)` is the name by which others refer to an entry. `placed_by` names the keys of which
    one must say where an entry belongs; an entry that has none of them gets the one term of its file.
    `of_term(term)` gives the objects that belong to a term. `brief` names the keys that are written of an
    entry that stands in a term's archive only because another names it; without them it is written whole.
    `order` names the keys by which entries are sorted when they are written: the identity unless told.
    `told(obj)` says of an object whether it is written at all: what is work in progress is not.
    `withheld(obj)` names the lists within an entry that a term's archive leaves out: it goes with a report.
    `akin(one, other)` says whether entries of different identity may yet be the same, where that can be.
    """

    name: str
    model: type[Model]
    place: int
    identity: tuple[str, ...]
    keys: tuple
    noun: str = "entry"
    called: Callable[[Any], str] | None = None
    placed_by: tuple[str, ...] = ()
    of_term: Callable[[Model], QuerySet] | None = None
    brief: tuple[str, ...] = ()
    akin: Callable | None = None
    told: Callable[[Model], bool] | None = None
    withheld: Callable[[Model], frozenset[str]] | None = None
    order: tuple[str, ...] = ()

    def __post_init__(self):
        self.shape = Shape(self.name, self.model, self.keys)

    def identity_of(self, entry) -> tuple:
        """The values that make two entries the same."""
        return tuple(entry[name] for name in self.identity)

    def name_of(self, entry) -> str:
        """The name by which others refer to an entry; empty in a list to which nothing refers."""
        return self.called(entry) if self.called else ""

    def sort_key(self, entry) -> list[str]:
        """Its place among the entries of the list: by code points, whatever a database thinks of letters."""
        found = [(entry.spec.key(name), entry[name]) for name in self.order or self.identity]
        return ["" if value is None else str(key.write(value)) for key, value in found]


@functools.cache
def lists() -> tuple[Entries, ...]:
    """The lists of an archive, each after those that it refers to."""
    found: dict[str, Entries] = {}
    for module in modules("archive"):
        found.update((entries.name, entries) for entries in getattr(module, "LISTS", ()))
        for name, keys in getattr(module, "KEYS", {}).items():
            found[name] = dataclasses.replace(found[name], keys=(*found[name].keys, *keys))
    return tuple(found.values())


def in_file() -> list[Entries]:
    """The lists in the order in which a file has them."""
    return sorted(lists(), key=lambda entries: entries.place)
