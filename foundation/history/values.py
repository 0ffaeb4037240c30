"""Values of the log in words: labels, dates, names."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _

from foundation.dates import clock, hours, reading, shown
from foundation.dates.partial import PartialDateField
from foundation.history.kinds import thing_of
from foundation.text import rich

EMPTY = ("", "None", None, "[]", "{}")
SHORT = 120  # characters; a longer text is compared, not quoted


def quoted(text: str) -> str:
    """Returns “the text”."""
    return _("“%(text)s”") % {"text": text}


def is_text(field: models.Field | None, before: str, after: str) -> bool:
    """Whether these values are compared as texts: a line is quoted."""
    if not isinstance(field, models.TextField):
        return False
    return any(len(one) > SHORT or "\n" in one or rich.is_rich(one) for one in (before, after))


def in_words(field: models.Field | None, value: str, names: dict) -> str:
    """Returns a value of the log in words; "" if there was none.

    `names` has the names of the rows that foreign keys point to, by model and key.
    """
    labels = dict(field.flatchoices) if isinstance(field, models.Field) else {}
    if value in EMPTY:
        return str(labels.get("", ""))
    if field is None:
        return quoted(value)
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, value)) or _("something that is no longer there")
    if labels:
        return str(labels.get(value, value))
    if isinstance(field, models.BooleanField):
        return _("yes") if value == "True" else _("no")
    if isinstance(field, PartialDateField):
        return _partial(value)
    try:
        if isinstance(field, models.DateTimeField):
            moment = dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC).astimezone(clock.zone())
            return hours.day_and_hours(shown.day(moment), shown.hour(moment))
        if isinstance(field, models.DateField):
            return shown.day(dt.date.fromisoformat(value))
        if isinstance(field, models.TimeField):
            return shown.hour(dt.time.fromisoformat(value))
    except ValueError:
        return value
    if isinstance(field, models.IntegerField):
        return value
    return quoted(rich.plain(value) if rich.is_rich(value) else value)


def _partial(value: str) -> str:
    """Returns the date in the language of the reader: the log has it in that of whoever changed it."""
    try:
        return str(reading.read(value))
    except reading.NotADate:
        return value


def names_of(wanted: set[tuple[type[models.Model], str]]) -> dict:
    """Returns the present names of rows by model and key, with one query for each model."""
    found: dict = {}
    for model in {model for model, _key in wanted}:
        keys = [key for other, key in wanted if other is model and key not in EMPTY]
        thing = thing_of(model)
        rows = model._base_manager.filter(pk__in=[key for key in keys if key.isascii() and key.isdigit()])
        for row in rows.select_related(*(thing.related if thing else ())):
            words = thing.label(row) if thing else getattr(row, "shown", None) or str(row)
            found[model, str(row.pk)] = quoted(words) if thing and thing.quoted else words
    return found
