"""The keys of an archive's lists whose values are plain: texts, choices, dates, hours, yes and no."""

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Iterable
from typing import cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Field, Model

from foundation.archive.faults import quoted
from foundation.dates.partial import PartialDate


class Contradiction(Exception):
    """Two values of which only one can be true."""


class Misread(ValueError):
    """What is wrong with parts of a value: pairs of the place within it and the words for it."""

    def __init__(self, found: list[tuple[str, str]]):
        super().__init__(found)
        self.found = found


class Key:
    """A key whose value is a field of the entry's own row. Its limits are those of the field.

    It takes a JSON value apart (`read`), puts one together (`write`), gets it from the portal (`stored`) and
    puts it there (`put` before the object is saved, `attach` after all of them are). What lies between is a
    plain value, never an object of the database: a reference is a name.
    """

    hidden = False  # kept with the entry, but no key of the file
    attached = False  # kept in rows of its own
    introduces: str | None = None  # the list of which it names new entries

    field: Field

    def __init__(self, name: str, attr: str | None = None, *, required: bool = False, default=None):
        self.name, self.attr, self.required, self.default = name, attr or name, required, default

    def bind(self, model: type[Model]) -> None:
        """Takes the field of the model whose rows keep the value."""
        self.field = cast(Field, model._meta.get_field(self.attr))

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
        """Sets the value on an object that is not saved yet."""
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


def text(raw, limit: int) -> str | None:
    """A JSON text that a database can keep, None for white space alone. Raises ValueError."""
    if len(string(raw)) > limit:
        raise ValueError(f"is too long: {len(raw)} characters, where {limit} is the limit")
    if "\0" in raw:
        raise ValueError("holds a NUL")
    if not raw.isascii() and any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise ValueError("holds a lone surrogate, which is half of a letter")
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
        """How many characters the field takes."""
        return min(one.limit_value for one in self.field.validators if isinstance(one, MaxLengthValidator))

    def reason(self, error: ValidationError) -> str:
        """Why a validator refused the text, to follow the quoted text."""
        return f"is refused: {error.messages[0]}"

    def stored(self, book):
        return lambda obj: value if (value := getattr(obj, self.attr)) and value.strip() else None


class Address(Text):
    """An http or https address."""

    def reason(self, error):
        return "is no http or https address"


class Zone(Text):
    """The name of a time zone, such as Europe/Zurich."""

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
        values = [value for value, _ in self.field.flatchoices if value]
        if string(raw) not in values:
            raise ValueError(f"{quoted(raw)} is none of: {', '.join(values)}")
        return raw

    def stored(self, book):
        return lambda obj: getattr(obj, self.attr) or None


def partial_date(raw) -> PartialDate:
    """A day, a month or a year. Raises ValueError."""
    if len(string(raw)) > 10:
        raise ValueError(f"{quoted(raw)} is not a date such as 2007, 2007-04 or 2007-04-20")
    return PartialDate.parse(raw)


class Date(Key):
    """A day, a month or a year. The finer of two dates wins when it says all that the coarser one says."""

    def read(self, raw):
        return partial_date(raw)

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
        date = partial_date(raw)
        if not date.day:
            raise ValueError(f"{quoted(raw)} must be a whole date, such as 2007-04-20")
        return date.earliest

    def write(self, value):
        return value.isoformat()


class Time(Key):
    """An hour, such as 09:30."""

    def read(self, raw):
        if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", string(raw)):
            raise ValueError(f"{quoted(raw)} is not an hour such as 09:30")
        return dt.time.fromisoformat(raw)

    def write(self, value):
        return f"{value:%H:%M}"

    def stored(self, book):
        def get(obj):
            time = getattr(obj, self.attr)
            return None if time is None else dt.time(time.hour, time.minute)

        return get


class Flag(Key):
    """True or false."""

    def read(self, raw):
        if not isinstance(raw, bool):
            raise ValueError(f"must be true or false, not {quoted(raw)}")
        return raw
