"""Everything that the portal holds of the archive's lists, as plain values by the names of their keys."""

from collections import defaultdict
from collections.abc import Iterator

from foundation.archive.faults import Faults, quoted
from foundation.archive.lists import Entries, Shape, lists
from foundation.archive.values import Contradiction, Key


class Entry:
    """An entry of a list, or of a list within an entry: its values and its rows.

    `obj` is the object that keeps it in the portal, if there is one; `changed` names what files changed of
    it, `faulty` what they hold but nobody can read.
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
        """The place of a key in the files."""
        return self.places.get(name) or f"{self.place}.{name}"

    @property
    def is_new(self) -> bool:
        """Whether the portal does not hold it yet."""
        return self.obj is None

    @property
    def is_touched(self) -> bool:
        """Whether it is new or files changed it."""
        return self.is_new or bool(self.changed)

    def parts(self) -> Iterator["Entry"]:
        """Itself and all rows within it."""
        yield self
        for rows in self.rows.values():
            for row in rows:
                yield from row.parts()


class Book:
    """The entries of every list, to be found by identity and by name."""

    def __init__(self):
        self.entries: dict[str, list[Entry]] = {entries.name: [] for entries in lists()}
        self._identities: dict[str, dict[tuple, Entry]] = {entries.name: {} for entries in lists()}
        self._names: dict[str, dict[str, list[Entry]]] = {entries.name: {} for entries in lists()}
        self._names_by_pk: dict[str, dict] = {}
        self._having: dict[tuple[str, str], dict] = {}

    @classmethod
    def of_portal(cls) -> "Book":
        """The book of everything that the portal holds."""
        book = cls()
        for entries in lists():
            for entry in _stored(entries.shape, book):
                book.add(entries, entry)
        return book

    def add(self, entries: Entries, entry: Entry) -> None:
        """Adds an entry to a list, to be found by its identity and its name."""
        self.entries[entries.name].append(entry)
        self._index(entries, entry)
        if entries.called and (name := entries.called(entry)):
            self._names[entries.name].setdefault(name, []).append(entry)

    def _index(self, entries: Entries, entry: Entry) -> None:
        self._identities[entries.name][entries.identity_of(entry)] = entry

    def find(self, entries: Entries, entry: Entry) -> Entry | None:
        """Its own entry of the same identity."""
        return self._identities[entries.name].get(entries.identity_of(entry))

    def called(self, list_name: str, name: str) -> list[Entry]:
        """The entries of that list and name. Only documents share names."""
        return self._names[list_name].get(name, [])

    def named(self, list_name: str, name: str) -> Entry:
        """The first entry of that list and name. Raises `KeyError`."""
        return self._names[list_name][name][0]

    def having(self, list_name: str, key: str) -> dict:
        """The entries of a list by the value of a key. Asked of a book that is complete."""
        if (list_name, key) not in self._having:
            self._having[list_name, key] = _by(key, self.entries[list_name])
        return self._having[list_name, key]

    def names_by_pk(self, list_name: str) -> dict:
        """The names by which the objects of a list are referred to."""
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
        """Takes in entries of which no two have one identity: what another file, or all files, say.

        A value that contradicts is a fault, unless `update` lets the new one win.
        """
        # Taken before any entry of the file is added, so that a file is never merged with itself.
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
    """Adds to an entry what another says of the same thing. `holder` says, in words, who contradicts it."""
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
    """What the portal holds of a list, each entry with its rows in order."""
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
    groups = defaultdict(list)
    owner = f"{rows.parent}_id"
    required = [key.name for key in rows.keys if key.required]
    for entry in sorted(_stored(rows, book), key=lambda entry: entry.obj.position):
        if all(entry[name] is not None for name in required):
            groups[getattr(entry.obj, owner)].append(entry)
    return groups
