"""How a room describes its lists of an archive.

A room's `archive.py` can have `LISTS`; `KEYS`, the keys that it adds to the lists of rooms below, by the
names of those lists; `check(book, faults)`, which adds a fault for each broken rule once all files are read;
and `former_names(book, said)`, which returns the names that entries of the portal had before, each with the
name of now, by the names of the lists. `said` is the book of the files.
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
    """The keys that an object of a file can have, and the model that stores it."""

    def __init__(self, name: str, model: type[Model], keys: Iterable):
        self.name, self.model = name, model
        self.keys = [key for key in keys if not isinstance(key, Rows)]
        self.rows = [key for key in keys if isinstance(key, Rows)]
        self.order = list(keys)  # the order in which they are written
        for key in self.keys:
            key.bind(model)
        self.known = {key.name for key in self.order if not key.hidden}

    def key(self, name: str) -> Key:
        """Returns the key of that name. Raises `KeyError` if there is none."""
        return self._by_name[name]

    @functools.cached_property
    def _by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    def models(self) -> set[type[Model]]:
        """Returns the models of everything that it reads and writes."""
        found = {self.model}
        for key in self.order:
            found.update(key.models())
        return found


class Rows(Shape):
    """A list within an entry: rows of `model`, whose field `parent` is the entry. Their order matters.

    Rows are compared by position. If a file has fewer rows than the portal, the rest stays as it is.
    `withheld(obj)` returns whether the archive of a term leaves that row out.
    """

    bare = False
    hidden = False

    def __init__(self, name, model, parent: str, keys, *, withheld: Callable[[Model], bool] | None = None):
        super().__init__(name, model, keys)
        self.parent, self.withheld = parent, withheld


class Lines(Rows):
    """A list of plain values within an entry. Each value is the only key of its row."""

    bare = True

    def __init__(self, name, model, parent: str, key: Key):
        key.required = True
        super().__init__(name, model, parent, [key])


@dataclass(eq=False)
class Entries:
    """A list of the archive, and the model that stores its entries.

    - `place`: its position among the lists of a file.
    - `identity`: two entries with the same values of these keys are the same.
    - `called(entry)`: returns the name by which other entries refer to this one.
    - `placed_by`: one of these keys must say where an entry belongs. If none does, the entry belongs to the
      term of its file, if that has only one.
    - `of_term(term)`: returns the objects that belong to a term.
    - `brief`: only these keys are written if the entry is in a term's archive just because another entry
      refers to it. Without `brief`, all are.
    - `order`: written entries are sorted by these keys; without it, by `identity`.
    - `is_written(obj)`: returns whether the object is written at all. Work in progress is not.
    - `withheld(obj)`: returns the names of the lists within an entry that a term's archive leaves out. That
      archive goes out with a report.
    - `akin(one, other)`: returns whether two entries with different identities may be the same.
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
    is_written: Callable[[Model], bool] | None = None
    withheld: Callable[[Model], frozenset[str]] | None = None
    order: tuple[str, ...] = ()

    def __post_init__(self):
        self.shape = Shape(self.name, self.model, self.keys)

    def identity_of(self, entry) -> tuple:
        """Returns the values that make two entries the same."""
        return tuple(entry[name] for name in self.identity)

    def name_of(self, entry) -> str:
        """Returns the name by which others refer to an entry; empty if nothing refers to this list."""
        return self.called(entry) if self.called else ""

    def sort_key(self, entry) -> list[str]:
        """Returns what to sort entries by. Letters are sorted by code point, the same on every database."""
        found = [(entry.spec.key(name), entry[name]) for name in self.order or self.identity]
        return ["" if value is None else str(key.write(value)) for key, value in found]


@functools.cache
def lists() -> tuple[Entries, ...]:
    """Returns the lists of an archive, each after those that it refers to."""
    found: dict[str, Entries] = {}
    for module in modules("archive"):
        found.update((entries.name, entries) for entries in getattr(module, "LISTS", ()))
        for name, keys in getattr(module, "KEYS", {}).items():
            found[name] = dataclasses.replace(found[name], keys=(*found[name].keys, *keys))
    return tuple(found.values())


def in_file() -> list[Entries]:
    """Returns the lists in their order in a file."""
    return sorted(lists(), key=lambda entries: entries.place)
