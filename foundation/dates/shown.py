"""Days, periods and hours as they are shown, in the language of the reader.

The patterns are in `gmg_portal/formats`, one folder for each language. Code and templates name them.
"""

import datetime as dt

from django.conf import settings
from django.core.checks import Error, register
from django.utils import dateformat, formats
from django.utils.translation import pgettext

FALLBACK = "en"  # for a language that has no folder


def day(value: dt.date | dt.datetime, form: str = "DATE_FORMAT") -> str:
    """Returns a day, "14 May 2027", or what the format of that name shows of it."""
    return dateformat.format(value, _pattern(form))


def hour(value: dt.time | dt.datetime) -> str:
    """Returns "18:00". A moment is shown in its own zone."""
    return dateformat.time_format(value, _pattern("TIME_FORMAT"))


def _pattern(form: str) -> str:
    found = formats.get_format(form)
    # Django returns the name itself where a language has no format of that name.
    return formats.get_format(form, lang=FALLBACK) if found == form else found


@register
def check_formats(**kwargs) -> list[Error]:
    """Returns an error if the language of the portal has no formats. Pages would show their names."""
    name = "WEEKDAY_DATE_FORMAT"
    if formats.get_format(name, lang=settings.LANGUAGE_CODE) != name:
        return []
    said = f"There are no formats of dates for LANGUAGE_CODE={settings.LANGUAGE_CODE}."
    return [Error(said, hint="Write them beside those in gmg_portal/formats.", id="foundation.E002")]


def period(first: dt.date, last: dt.date) -> str:
    """Returns two days, both included, as "1 January to 30 June 2007"."""
    starts = day(first, "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT")
    return between(starts, day(last))


def between(first: str, last: str) -> str:
    """Returns two days or months in words, both included, as "1 January to 30 June 2007"."""
    return pgettext("a period", "%(first)s to %(last)s") % {"first": first, "last": last}


def days(first: dt.date, last: dt.date) -> str:
    """Returns one or more days, as short as can be: "9 July 2007", "9 to 11 July 2007"."""
    if first == last:
        return day(first)
    if (first.year, first.month) != (last.year, last.month):
        return period(first, last)
    return pgettext("days of one month", "%(day)s to %(last)s") % {"day": first.day, "last": day(last)}


def months(first: dt.date, last: dt.date) -> str:
    """Returns "January to June 2007", or "June 2007" for one month."""
    ends = day(last, "YEAR_MONTH_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        return ends
    starts = day(first, "MONTH_FORMAT" if first.year == last.year else "YEAR_MONTH_FORMAT")
    return between(starts, ends)
