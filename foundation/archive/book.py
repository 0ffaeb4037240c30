"""The entries of the archive's lists as plain values: what the portal holds, or what files say."""

from collections import defaultdict
from collections.abc import Iterator

from foundation.archive.faults import Faults, quoted
from foundation.archive.lists import Entries, Shape, lists
from foundation.archive.values import Contradiction, Key


class Entry:
    """An entry of a list, or of a list within an entry: its values and its rows.

    `obj` is the portal's object for it, None if there is none yet. `changed` has the names of the keys that
    files changed, `faulty` those whose values in the files cannot be read. `place` says where it is in the
    files, and `given` whether files mention it at all.
    """

    __slots__ = ("changed", "faulty", "given", "obj", "place", "places", "rows", "spec", "values")

    def __init__(self, spec: Shape, place: str = "", obj=None):
        self.spec, self.place, self.obj = spec, place, obj
        self.values: dict = {}
        self.rows: dict[str, list[Entry]] = {}
        self.places: dict[str, str] = {}
        self.changed: set[str] = set()
        self.faulty: set[str] = set()
        self.given = False

    def __getitem__(self, name: str):
        return self.values.get(name)

    def at(self, name: str) -> str:
        """Returns where a key of it is in the files, such as `meetings[3].date`."""
        return self.places.get(name) or f"{self.place}.{name}"

    @property
    def is_new(self) -> bool:
        """Whether the portal does not have it yet."""
        return self.obj is None

    @property
    def is_touched(self) -> bool:
        """Whether it is new, or files changed it."""
        return self.is_new or bool(self.changed)

    def parts(self) -> Iterator["Entry"]:
        """Yields the entry itself and all rows within it."""
        yield self
        for rows in self.rows.values():
            for row in rows:
                yield from row.parts()


class Book:
    """The entries of every list. They can be found by their identity and by their name."""

    def __init__(self):
        self.entries: dict[str, list[Entry]] = {entries.name: [] for entries in lists()}
        self._identities: dict[str, dict[tuple, Entry]] = {entries.name: {} for entries in lists()}
        self._names: dict[str, dict[str, list[Entry]]] = {entries.name: {} for entries in lists()}
        self._names_by_pk: dict[str, dict] = {}
        self._having: dict[tuple[str, str], dict] = {}

    @classmethod
    def of_portal(cls) -> "Book":
        """Returns the book of everything that the portal holds."""
        book = cls()
        for entries in lists():
            for entry in _stored(entries.shape, book):
                book.add(entries, entry)
        return book

    def add(self, entries: Entries, entry: Entry) -> None:
        """Adds an entry to a list."""
        self.entries[entries.name].append(entry)
        self._index(entries, entry)
        if entries.called and (name := entries.called(entry)):
            self._names[entries.name].setdefault(name, []).append(entry)

    def _index(self, entries: Entries, entry: Entry) -> None:
        self._identities[entries.name][entries.identity_of(entry)] = entry

    def find(self, entries: Entries, entry: Entry) -> Entry | None:
        """Returns this book's entry of the same identity; None if it has none."""
        return self._identities[entries.name].get(entries.identity_of(entry))

    def called(self, list_name: str, name: str) -> list[Entry]:
        """Returns the entries of that list and name. Only documents can share a name."""
        return self._names[list_name].get(name, [])

    def named(self, list_name: str, name: str) -> Entry:
        """Returns the first entry of that list and name. Raises `KeyError` if there is none."""
        return self._names[list_name][name][0]

    def having(self, list_name: str, key: str) -> dict:
        """Returns the entries of a list by the value of a key. The book must be complete by then."""
        if (list_name, key) not in self._having:
            self._having[list_name, key] = _by(key, self.entries[list_name])
        return self._having[list_name, key]

    def names_by_pk(self, list_name: str) -> dict:
        """Returns the names of the entries of a list, by the primary keys of their objects."""
        if list_name not in self._names_by_pk:
            self._names_by_pk[list_name] = {
                entry.obj.pk: name
                for name, entries in self._names[list_name].items()
                for entry in entries
                if entry.obj
            }
        return self._names_by_pk[list_name]

    def take(
        self, said: list[tuple[Entries, Entry]], faults: Faults, *, update: bool = False, holder: str = ""
    ) -> None:
        """Adds entries to the book, or merges them with those that it has. No two may have the same identity.

        A value that contradicts the book is added to `faults`; with `update` it replaces the old one.
        `holder` says in words who contradicts it, such as "in the portal".
        """
        # All twins are found before the first entry is added, so that a file is never merged with itself.
        twins = [self.find(entries, entry) for entries, entry in said]
        similar = {of.name: _by(of.identity[0], self.entries[of.name]) for of in lists() if of.akin}
        claimed = {id(twin) for twin in twins}
        for (entries, entry), twin in zip(said, twins, strict=True):
            if twin is None and entries.akin:
                others = similar[entries.name].get(entry[entries.identity[0]], ())
                akin = [one for one in others if id(one) not in claimed and entries.akin(entry, one)]
                if len(akin) > 1:
                    faults.add(entry.place, f"could be any of {len(akin)} {entries.name} {holder}".rstrip())
                    continue
                twin = akin[0] if akin else None
            if twin is None:
                entry.given = True
                self.add(entries, entry)
            else:
                claimed.add(id(twin))
                self._identities[entries.name].pop(entries.identity_of(twin), None)
                merge(twin, entry, faults, update=update, holder=holder)
                self._index(entries, twin)


def _by(key: str, entries: list[Entry]) -> dict:
    found = defaultdict(list)
    for entry in entries:
        found[entry[key]].append(entry)
    return dict(found)


def merge(entry: Entry, said: Entry, faults: Faults, *, update: bool = False, holder: str = "") -> None:
    """Adds to `entry` what `said` says about the same thing.

    A value that contradicts is added to `faults`; with `update` it replaces the old one. `holder` says in
    words who contradicts it.
    """
    for name, value in said.values.items():
        key, old = entry.spec.key(name), entry[name]
        try:
            new = value if old is None else key.join(old, value)
        except Contradiction:
            new = value if update else old
            if not update:
                where = holder or f"at {entry.at(name)}"
                faults.add(said.at(name), f"{_shown(key, value)} contradicts {_shown(key, old)} {where}")
        if new != old:
            entry.values[name] = new
            entry.places[name] = said.at(name)
            entry.changed.add(name)
    for name, rows in said.rows.items():
        mine = entry.rows.setdefault(name, [])
        for number, row in enumerate(rows):
            if number == len(mine):
                mine.append(row)
                entry.changed.add(name)
            else:
                merge(mine[number], row, faults, update=update, holder=holder)
                if mine[number].changed:
                    entry.changed.add(name)
    entry.faulty |= said.faulty
    entry.place = entry.place or said.place
    entry.given = True


def _shown(key: Key, value) -> str:
    return quoted(key.write(value))


def _stored(shape: Shape, book: Book) -> list[Entry]:
    """Returns what the portal holds of a list, each entry with its rows in order."""
    getters = [(key.name, key.stored(book)) for key in shape.keys]
    within = {rows.name: _grouped(rows, book) for rows in shape.rows}
    found = []
    for obj in shape.model._default_manager.order_by("pk"):
        entry = Entry(shape, obj=obj)
        entry.values = {name: value for name, get in getters if (value := get(obj)) is not None}
        entry.rows = {name: groups[obj.pk] for name, groups in within.items() if obj.pk in groups}
        found.append(entry)
    return found


def _grouped(rows, book: Book) -> dict:
    """Returns the rows in order, by the key of the object that they belong to.

    Incomplete rows are left out.
    """
    groups = defaultdict(list)
    owner = f"{rows.parent}_id"
    required = [key.name for key in rows.keys if key.required]
    for entry in sorted(_stored(rows, book), key=lambda entry: entry.obj.position):
        if all(entry[name] is not None for name in required):
            groups[getattr(entry.obj, owner)].append(entry)
    return groups
