"""The keys whose values are plain: texts, choices, dates, hours, yes and no."""

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Field, Model

from foundation.archive.faults import quoted
from foundation.dates.partial import PartialDate
from foundation.text import rich
from foundation.text.lengths import VisibleLength


class Contradiction(Exception):
    """Only one of two values can be true."""


class Misread(ValueError):
    """Parts of a value are wrong. `found` has pairs: the place within the value, and what is wrong there."""

    def __init__(self, found: list[tuple[str, str]]):
        super().__init__(found)
        self.found = found


class Key:
    """A key whose value is a field of the entry's own row. Its limits are those of the field.

    `read` turns a JSON value into a plain value, and `write` turns it back. `stored` reads the plain value
    from an object of the portal. `put` sets it on an object before that is saved; `attach` stores it once all
    objects are saved. A plain value is never an object of the database: a reference is a name.
    """

    hidden = False  # stored with the entry, but not a key of the file
    attached = False  # stored in rows of its own
    introduces: str | None = None  # the list to which its values can add entries

    field: Field

    def __init__(self, name: str, attr: str | None = None, *, required: bool = False, default=None):
        self.name, self.attr, self.required, self.default = name, attr or name, required, default

    def bind(self, model: type[Model]) -> None:
        """Finds the field of the model that stores the value."""
        self.field = cast(Field, model._meta.get_field(self.attr))

    def read(self, raw):
        """Returns the plain value; None if `raw` says nothing.

        Raises `ValueError`, which says what is wrong.
        """
        raise NotImplementedError

    def write(self, value):
        """Returns the value as it is written in JSON."""
        return value

    def shown(self, entry, book):
        """Returns the value to be written; None if there is none."""
        value = entry[self.name]
        return None if value is None or value == self.default else self.write(value)

    def join(self, old, new):
        """Returns what both values say together. Raises `Contradiction` if they cannot both be true."""
        if old != new:
            raise Contradiction
        return old

    def renamed(self, value, names: dict[str, str]):
        """Returns the value with the names of now in place of former ones. It is asked of references only."""
        return value

    def refers(self, entry, book) -> Iterable[tuple[str, str, str]]:
        """Returns what it refers to: the list, the name, and where that is within the value."""
        return ()

    def targets(self, entry, book) -> list[tuple]:
        """Returns the entries that it refers to, each with the name of its list."""
        return [(name, book.named(name, called)) for name, called, _ in self.refers(entry, book)]

    def implies(self, entry) -> Iterable[tuple[str, dict, str]]:
        """Returns what its value says about other entries: the list, the values, and where that is."""
        return ()

    def stored(self, book) -> Callable:
        """Returns a function that gives the plain value of an object of the portal; None if it has none."""
        return lambda obj: getattr(obj, self.attr)

    def put(self, obj, value, book) -> None:
        """Sets the value on an object before it is saved."""
        setattr(obj, self.attr, value)

    def attach(self, obj, entry, book) -> None:
        """Stores the value in rows of its own, once all objects are saved."""

    def models(self) -> list[type[Model]]:
        """Returns the models of these rows."""
        return []


def string(raw) -> str:
    """Returns the value if it is a text. Raises `ValueError` if not."""
    if not isinstance(raw, str):
        raise ValueError(f"must be a text, not {quoted(raw)}")
    return raw


def too_long(length: int, limit: int) -> ValueError:
    """Returns the error for a text with more characters than the limit allows."""
    return ValueError(f"is too long: {length} characters, where {limit} is the limit")


def text(raw, limit: int) -> str | None:
    """Returns the text if a database can store it; None if it is only white space. Raises `ValueError`."""
    if len(string(raw)) > limit:
        raise too_long(len(raw), limit)
    if "\0" in raw:
        raise ValueError("holds a NUL")
    if not raw.isascii() and any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise ValueError("holds a lone surrogate, which is half of a letter")
    return raw if raw.strip() else None


class Text(Key):
    """A text. One of only white space counts as empty, and an empty text says nothing."""

    def read(self, raw):
        value = text(raw, self.limit)
        return value if value is None else self.checked(value)

    def checked(self, value: str) -> str:
        """Returns the text. Raises `ValueError` if the field does not take it."""
        try:
            self.field.run_validators(value)
        except ValidationError as error:
            raise ValueError(f"{quoted(value)} {self.reason(error)}") from None
        return value

    @property
    def limit(self) -> int:
        """How many characters the field can store."""
        return min(one.limit_value for one in self.field.validators if isinstance(one, MaxLengthValidator))

    def reason(self, error: ValidationError) -> str:
        """Returns why a validator refused the text. The words follow the quoted text."""
        return f"is refused: {error.messages[0]}"

    def stored(self, book):
        return lambda obj: value if (value := getattr(obj, self.attr)) and value.strip() else None


class RichText(Text):
    """A text with its form: plain where it has none, else HTML as `foundation.text.rich` stores it."""

    def read(self, raw):
        value = text(raw, self.limit)
        return value and (self.checked(rich.clean(value)) or None)

    def write(self, value):
        return rich.archived(value)

    def join(self, old, new):
        """Returns the old text if both say the same. The ids of its blocks stay, and its images."""
        if _without_ids(old) != _without_ids(new):
            raise Contradiction
        return old

    def checked(self, value):
        if (length := rich.length(value)) > self.visible:
            raise too_long(length, self.visible)
        return super().checked(value)

    @property
    def visible(self) -> int:
        """How many characters of a value can be seen at most."""
        return min(one.limit for one in self.field.validators if isinstance(one, VisibleLength))

    @property
    def limit(self) -> int:
        """How many characters a value can have with its markup."""
        return 20 * self.visible


def _without_ids(text: str) -> str:
    root = rich.parse(rich.without_images(text))
    for block in root.iter():
        block.attrib.pop("data-id", None)
    return rich.write(root)


class Address(Text):
    """An http or https address."""

    def reason(self, error):
        return "is not an http or https address"


class Zone(Text):
    """The name of a time zone, such as Europe/Zurich."""

    def read(self, raw):
        zone = super().read(raw)
        if zone and zone not in _zones():
            raise ValueError(f"{quoted(zone)} is not a time zone such as Europe/Zurich")
        return zone


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


class Choice(Key):
    """One of the values that the field offers. `words` has the word of an archive for each of them.

    The words are part of the format: they stay what they are, whatever the portal stores or shows.
    """

    def __init__(self, name: str, attr: str | None = None, *, words: Mapping[str, str], **options):
        super().__init__(name, attr, **options)
        self.words = {str(value): word for value, word in words.items()}
        self._values = {word: value for value, word in self.words.items()}

    def read(self, raw):
        if string(raw) not in self._values:
            raise ValueError(f"{quoted(raw)} is none of: {', '.join(self._values)}")
        return self._values[raw]

    def write(self, value):
        return self.words[value]

    def stored(self, book):
        return lambda obj: getattr(obj, self.attr) or None


def partial_date(raw) -> PartialDate:
    """Returns the date: a day, a month or a year. Raises `ValueError`."""
    if len(string(raw)) > 10:
        raise ValueError(f"{quoted(raw)} is not a date such as 2007, 2007-04 or 2007-04-20")
    return PartialDate.parse(raw)


class Date(Key):
    """A day, a month or a year. Of two dates the more exact one wins, if it lies within the other."""

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
