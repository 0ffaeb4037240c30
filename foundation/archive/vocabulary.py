"""The words in which an app describes what it reads and writes of an archive.

An app's `archive.py` exposes `LISTS` (a list of `Entries`), and may expose `KEYS` (keys that it adds to the
lists of the apps below, by list) and `check(book, faults)` (what must hold once all is read).

A key takes a JSON value apart (`read`), puts one together (`write`), gets it from the portal (`stored`) and
puts it there (`put` before the object is saved, `attach` after all of them are). What lies between is a plain
value, never an object of the database: a reference is the name by which the archive refers to something.
"""

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model, QuerySet

from foundation.archive.faults import quoted
from foundation.dates import PartialDate


class Contradiction(Exception):
    """Two values of which only one can be true."""


class Misread(ValueError):
    """What is wrong with parts of a value: pairs of the place within it and the words for it."""

    def __init__(self, found: list[tuple[str, str]]):
        super().__init__(found)
        self.found = found


class Key:
    """A key whose value is a field of the entry's own row. Its limits are those of the field."""

    hidden = False  # kept with the entry, but no key of the file
    attached = False  # kept in rows of its own

    def __init__(self, name: str, attr: str | None = None, *, required: bool = False, default=None):
        self.name, self.attr, self.required, self.default = name, attr or name, required, default

    def bind(self, model: type[Model]) -> None:
        self.model, self.field = model, model._meta.get_field(self.attr)

    def read(self, raw):
        """The plain value, or None where it says nothing. Raises ValueError with what is wrong."""
        raise NotImplementedError

    def write(self, value):
        """The value as JSON holds it."""
        return value

    def shown(self, entry, book):
        """The value to be written, None for none."""
        value = entry[self.name]
        return None if value is None or value == self.default else self.write(value)

    def join(self, old, new):
        """What both say together. Raises `Contradiction`."""
        if old != new:
            raise Contradiction
        return old

    def refers(self, entry, book) -> Iterable[tuple[str, str, str]]:
        """What it refers to: the list, the name, and where within the value."""
        return ()

    def targets(self, entry, book) -> list[tuple]:
        """The entries of the portal that it refers to, each with its list."""
        return [(name, book.named(name, called)) for name, called, _ in self.refers(entry, book)]

    def implies(self, entry) -> Iterable[tuple[str, dict, str]]:
        """What its value says of other entries: their list, their values, and where within the value."""
        return ()

    def stored(self, book) -> Callable:
        """Gives the plain value that an object of the portal has, None for none."""
        return lambda obj: getattr(obj, self.attr)

    def put(self, obj, value, book) -> None:
        setattr(obj, self.attr, value)

    def attach(self, obj, entry, book) -> None:
        """Writes what lies in rows of its own."""

    def models(self) -> list[type[Model]]:
        """Of the rows of its own."""
        return []


def string(raw) -> str:
    """A JSON text. Raises ValueError."""
    if not isinstance(raw, str):
        raise ValueError(f"must be a text, not {quoted(raw)}")
    return raw


def text(raw, limit: int | None = None) -> str | None:
    """A JSON text that a database can keep, None for white space alone. Raises ValueError."""
    if "\0" in string(raw):
        raise ValueError("holds a NUL")
    if not raw.isascii() and any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise ValueError("holds a lone surrogate, which is half of a letter")
    if limit and len(raw) > limit:
        raise ValueError(f"is too long: {len(raw)} characters, where {limit} is the limit")
    return raw if raw.strip() else None


class Text(Key):
    """Text as it stands. White space alone is an empty text, and an empty text says nothing."""

    def read(self, raw):
        value = text(raw, self.limit)
        if value is not None:
            try:
                self.field.run_validators(value)
            except ValidationError as error:
                raise ValueError(f"{quoted(value)} {self.reason(error)}") from None
        return value

    @property
    def limit(self) -> int:
        limits = [one.limit_value for one in self.field.validators if isinstance(one, MaxLengthValidator)]
        return min(limits)

    def reason(self, error: ValidationError) -> str:
        return f"is refused: {error.messages[0]}"

    def stored(self, book):
        return lambda obj: value if (value := getattr(obj, self.attr)) and value.strip() else None


class Address(Text):
    def reason(self, error):
        return "is no http or https address"


class Zone(Text):
    def read(self, raw):
        zone = super().read(raw)
        if zone and zone not in _zones():
            raise ValueError(f"{quoted(zone)} is no time zone, such as Europe/Zurich")
        return zone


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


class Choice(Key):
    """One of the values that the field offers."""

    def read(self, raw):
        values = [value for value, _ in self.field.choices if value]
        if string(raw) not in values:
            raise ValueError(f"{quoted(raw)} is none of: {', '.join(values)}")
        return raw

    def stored(self, book):
        return lambda obj: getattr(obj, self.attr) or None


class Date(Key):
    """A day, a month or a year. The finer of two dates wins when it says all that the coarser one says."""

    def read(self, raw):
        if len(string(raw)) > 10:
            raise ValueError(f"{quoted(raw)} is not a date such as 2007, 2007-04 or 2007-04-20")
        return PartialDate.parse(raw)

    def write(self, value):
        return value.iso

    def join(self, old, new):
        if old == new or old.refines(new):
            return old
        if new.refines(old):
            return new
        raise Contradiction


class Day(Key):
    """A whole date."""

    def read(self, raw):
        date = Date.read(self, raw)
        if not date.day:
            raise ValueError(f"{quoted(raw)} must be a whole date, such as 2007-04-20")
        return date.earliest

    def write(self, value):
        return value.isoformat()


class Time(Key):
    def read(self, raw):
        if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", string(raw)):
            raise ValueError(f"{quoted(raw)} is not an hour such as 09:30")
        return dt.time.fromisoformat(raw)

    def write(self, value):
        return f"{value:%H:%M}"

    def stored(self, book):
        return lambda obj: (
            time and dt.time(time.hour, time.minute) if (time := getattr(obj, self.attr)) else None
        )


class Flag(Key):
    def read(self, raw):
        if not isinstance(raw, bool):
            raise ValueError(f"must be true or false, not {quoted(raw)}")
        return raw


class Reference(Key):
    """Something of the list `to`, by the name that the archive has for it, or one of `words`."""

    words: tuple[str, ...] = ()

    def __init__(self, name, attr=None, *, to: str, **options):
        super().__init__(name, attr, **options)
        self.to = to

    def read(self, raw):
        return raw if string(raw).strip() else None

    def refers(self, entry, book):
        value = entry[self.name]
        return () if value is None or value in self.words else [(self.to, value, "")]

    def stored(self, book):
        names, attr = book.names_by_pk(self.to), self.field.attname
        return lambda obj: names.get(getattr(obj, attr))

    def put(self, obj, value, book):
        setattr(obj, self.attr, book.named(self.to, value).obj)


class Many(Key):
    """References without an order: what is missing is added, and they are written sorted."""

    attached = True

    def __init__(self, name, attr=None, *, to: str = ""):
        super().__init__(name, attr)
        self.to = to

    def read(self, raw):
        if not isinstance(raw, list):
            raise ValueError(f"must be a list, not {quoted(raw)}")
        values, found = [], []
        for number, one in enumerate(raw):
            try:
                values.append(self.read_one(one))
            except ValueError as error:
                found.append((f"[{number}]", str(error)))
        if found:
            raise Misread(found)
        return tuple(values) or None

    def read_one(self, raw):
        if not string(raw).strip():
            raise ValueError("is empty")
        return raw

    def write(self, value):
        return sorted(set(value))

    def join(self, old, new):
        return old if set(new) <= set(old) else tuple(sorted({*old, *new}))

    def refers(self, entry, book):
        return [(self.to, name, f"[{number}]") for number, name in enumerate(entry[self.name] or ())]

    def stored(self, book):
        names = self.names_by_pk(book)
        links = {}
        source, target = self.field.m2m_column_name(), self.field.m2m_reverse_name()
        for owner, other in self.through().objects.values_list(source, target):
            if other in names:
                links.setdefault(owner, set()).add(names[other])
        return lambda obj: tuple(sorted(links[obj.pk])) if obj.pk in links else None

    def names_by_pk(self, book) -> dict:
        return book.names_by_pk(self.to)

    def objects(self, names, book) -> list:
        return [book.named(self.to, name).obj for name in names]

    def attach(self, obj, entry, book):
        getattr(obj, self.attr).add(*self.objects(set(entry[self.name]), book))

    def through(self):
        return self.field.remote_field.through

    def models(self):
        return [self.through()]


class Link(Reference):
    """A reference that a model of its own keeps, from its field `owner` to its field `target`."""

    attached = True

    def __init__(self, name, model, *, owner: str, target: str, to: str):
        super().__init__(name, to=to)
        self.link, self.owner, self.target = model, owner, target

    def bind(self, model):
        self.model, self.field = model, None

    def stored(self, book):
        names = book.names_by_pk(self.to)
        links = dict(self.link.objects.values_list(f"{self.owner}_id", f"{self.target}_id"))
        return lambda obj: names.get(links.get(obj.pk))

    def found(self, entry, book):
        """The entry that it refers to."""
        return book.named(self.to, entry[self.name])

    def attach(self, obj, entry, book):
        link = self.link.objects.filter(**{self.owner: obj}).first() or self.link(**{self.owner: obj})
        setattr(link, self.target, self.found(entry, book).obj)
        link.save()

    def models(self):
        return [self.link]


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

    They go by position, and a shorter list says nothing about the rest.
    """

    bare = False
    hidden = False

    def __init__(self, name, model, parent: str, keys):
        super().__init__(name, model, keys)
        self.parent = parent


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
    `akin(one, other)` says whether entries of different identity may yet be the same, where that can be.
    """

    name: str
    model: type[Model]
    place: int
    identity: tuple[str, ...]
    keys: tuple
    noun: str = "entry"
    called: Callable[[dict], str] | None = None
    placed_by: tuple[str, ...] = ()
    of_term: Callable[[Model], QuerySet] | None = None
    brief: tuple[str, ...] = ()
    akin: Callable | None = None
    order: tuple[str, ...] = ()

    def __post_init__(self):
        self.shape = Shape(self.name, self.model, self.keys)

    def identity_of(self, entry) -> tuple:
        return tuple(entry[name] for name in self.identity)

    def sort_key(self, entry) -> list[str]:
        """Its place among the entries of the list: by code points, whatever a database thinks of letters."""
        found = [(entry.spec.key(name), entry[name]) for name in self.order or self.identity]
        return ["" if value is None else str(key.write(value)) for key, value in found]
