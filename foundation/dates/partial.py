"""Dates of which only the month or the year may be known. A day that is not known is never made up."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Transform
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import shown

FIRST, LAST = 1800, 2200  # years; what lies outside was mistyped, and pages that draw time would stretch
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month or a day: as much as is known.

    It is shown as "2007", "April 2007" or "20 April 2007".
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self):
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        if not FIRST <= self.year <= LAST:
            raise ValueError(f"the year {self.year} is not between {FIRST} and {LAST}")
        dt.date(self.year, self.month or 1, self.day or 1)  # raises ValueError for a day that does not exist

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Returns the date of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises `ValueError` for anything else."""
        match = _ISO.fullmatch(text) if text.isascii() else None
        if not match or "00" in match.groups()[1:]:
            raise ValueError(f"{text!r} is not a date such as 2007, 2007-04 or 2007-04-20")
        try:
            return cls(*(int(part) for part in match.groups() if part))
        except ValueError:
            raise ValueError(f"{text} does not exist") from None

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """Returns a date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def iso(self) -> str:
        """2007, 2007-04 or 2007-04-20."""
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 3 if self.day else 2 if self.month else 1])

    @property
    def earliest(self) -> dt.date:
        """The first day that it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that it can be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def refines(self, other: "PartialDate") -> bool:
        """Returns whether this date lies within `other` and is more exact."""
        return self.iso != other.iso and self.iso.startswith(other.iso)

    @property
    def when(self) -> str:
        """When, as a sentence has it: "on 20 April 2007", "in April 2007" or "in 2007"."""
        return (_("on %(day)s") if self.day else _("in %(month)s")) % {"day": self, "month": self}

    def __str__(self) -> str:
        form = "DATE_FORMAT" if self.day else "YEAR_MONTH_FORMAT" if self.month else "YEAR_FORMAT"
        return shown.day(self.earliest, form)


def check_year(day: dt.date) -> None:
    """Raises `ValidationError` if the day lies outside the years that the portal accepts."""
    if not FIRST <= day.year <= LAST:
        raise ValidationError(_("Write a year from %(first)s to %(last)s.") % {"first": FIRST, "last": LAST})


class PartialDateField(models.Field):
    """Stores a `PartialDate` as its ISO text, which has the precision in it.

    `…__earliest` and `…__latest` are the first and last possible day. They can be compared with dates.
    """

    description = gettext_lazy("A date, known to the day, the month or the year")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def get_internal_type(self):
        return "CharField"

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, dt.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(f"{error}.") from None

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.iso if value else None

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        from foundation.dates.fields import DayField  # which reads with this module

        return super().formfield(form_class=DayField, empty_value=None, **kwargs)


def bounds_of(field: str, name: str) -> list[models.Index]:
    """Returns the indexes by which rows are found by the first and the last day that a date can be."""
    return [
        models.Index(models.F(f"{field}__{bound}"), name=f"{name}_{field}_{bound}")
        for bound in ("earliest", "latest")
    ]


class IsoDay(models.Field):
    """What `earliest` and `latest` return in SQL: a day as ISO text, which sorts like days."""

    def get_internal_type(self):
        return "CharField"

    def get_prep_value(self, value):
        return value.isoformat() if isinstance(value, dt.date) else value


# The last day of a month given as YYYY-MM, in SQL that both databases understand ("/" divides whole numbers).
_YEAR = "CAST(SUBSTR({0}, 1, 4) AS INTEGER)"
_END_OF_MONTH = (
    "CASE WHEN SUBSTR({0}, 6, 2) IN ('04', '06', '09', '11') THEN '-30' "
    "WHEN SUBSTR({0}, 6, 2) <> '02' THEN '-31' "
    f"WHEN {_YEAR} / 4 * 4 <> {_YEAR} THEN '-28' "
    f"WHEN {_YEAR} / 100 * 100 = {_YEAR} AND {_YEAR} / 400 * 400 <> {_YEAR} THEN '-28' "
    "ELSE '-29' END"
)


class _Bound(Transform):
    output_field = IsoDay()
    sql: str

    def as_sql(self, compiler, connection, *args, **kwargs):
        inner, params = compiler.compile(self.lhs)
        sql = self.sql.format(inner)
        return sql, [*params] * self.sql.count("{0}")


@PartialDateField.register_lookup
class Earliest(_Bound):
    """The first day that a date can be, as ISO text, in SQL."""

    lookup_name = "earliest"
    sql = "({0} || SUBSTR('0000-01-01', LENGTH({0}) + 1))"


@PartialDateField.register_lookup
class Latest(_Bound):
    """The last day that a date can be, as ISO text, in SQL."""

    lookup_name = "latest"
    sql = (
        "(CASE LENGTH({0}) WHEN 10 THEN {0} WHEN 4 THEN {0} || '-12-31' "
        f"ELSE {{0}} || {_END_OF_MONTH} END)"
    )
