"""Reads dates as people write them: every way that the portal shows, and the other usual ones.

"14 May 2027", "Fri 14 May 2027", "May 14, 2027", "14.5.2027", "2027-05-14", "June 2012", "2012". Numbers are
read with the day first, as in Geneva. The months are those of the language of the reader, and English.
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from django.utils import dates, translation
from django.utils.translation import gettext as _

from foundation.dates import shown
from foundation.dates.partial import FIRST, LAST, PartialDate

EXAMPLE = dt.date(2027, 5, 14)
LONGEST = 80  # characters; no date is longer

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|ère|º)?")
# What stands between the parts of a date: "14 de mayo de 2027", "14 мая 2027 г.".
_BETWEEN = {"", "de", "del", "of", "the", "le", "el", "г"}


class NotADate(ValueError):
    """The text is no date. Its message tells the reader how to write it."""


def read(text: str) -> PartialDate:
    """Returns the date of that text, as exact as it says. Raises `NotADate`."""
    plain = _plain(text)
    if len(text) > LONGEST or not plain:
        raise NotADate(how_to_write())
    parts = _in_figures(plain) or _in_words(plain)
    if not parts:
        raise NotADate(how_to_write())
    year, month, day = parts
    if not FIRST <= year <= LAST:
        raise NotADate(_("Write a year from %(first)s to %(last)s.") % {"first": FIRST, "last": LAST})
    if 0 in (month, day):
        raise NotADate(_no_such_day(month))
    try:
        return PartialDate(*(part for part in (year, month, day) if part is not None))
    except ValueError:
        raise NotADate(_no_such_day(month)) from None


def read_day(text: str) -> dt.date:
    """Returns the day of that text. Raises `NotADate`, also for a month or a year."""
    return whole(read(text))


def whole(date: PartialDate) -> dt.date:
    """Returns the day of a date. Raises `NotADate` if only its month or year is known."""
    if not date.day:
        raise NotADate(_("The day is missing. Write the date as %(example)s.") % {"example": example()})
    return date.earliest


def example() -> str:
    """Returns how a day is written: "14 May 2027"."""
    return shown.day(EXAMPLE)


def how_to_write() -> str:
    return _("This is not a date. Write the date as %(example)s.") % {"example": example()}


def _no_such_day(month: int | None) -> str:
    if month and month > 12:
        return _("There is no month %(number)s. Write the day first: %(example)s.") % {
            "number": month,
            "example": example(),
        }
    return _("There is no such day. Write the date as %(example)s.") % {"example": example()}


def _plain(text: str) -> str:
    """Returns the text in small letters, with figures from 0 to 9 and single blanks, without a full stop."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else one
        for one in text
        if unicodedata.category(one) != "Cf"  # marks of the direction
    )
    text = text.replace("年", "-").replace("月", "-").replace("日", "").replace("\N{MINUS SIGN}", "-")
    text = re.sub(r"[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]", "-", text)
    return " ".join(text.split()).strip(" .,،;-").casefold()


def _in_figures(plain: str) -> tuple[int, int | None, int | None] | None:
    """Returns year, month and day of "2027-03-20", "20.3.2027" or "3.2027"."""
    plain = re.sub(r"\s*([-/.])\s*", r"\1", plain)
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    else:
        return None
    return int(year), int(month) if month else None, int(day) if day else None


def _in_words(plain: str) -> tuple[int, int | None, int | None] | None:
    """Returns year, month and day of "14 may 2027", "may 14 2027" or "may 2027"."""
    months, weekdays = _names(translation.get_language() or "en")
    words = [_bare(word) for word in re.split(r"[\s,،.-]+", plain)]
    words = [word for word in words if word not in _BETWEEN]
    if words and words[0] in weekdays and words[0] not in months:
        del words[0]
    numbers, named = [], []
    for word in words:
        if number := _NUMBER.fullmatch(word):
            numbers.append(number[1])
        elif word in months:
            named.append(months[word])
        else:
            return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(named) != 1 or len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return None
    return int(years[0]), named[0], int(days[0]) if days else None


def month_called(word: str) -> int | None:
    """Returns the month of that name, in the language of the reader or in English; None if it is none."""
    return _names(translation.get_language() or "en")[0].get(_bare(word))


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[dict[str, int], set[str]]:
    """Returns the months of that language and of English by their names, and the names of weekdays."""
    months: dict[str, int] = {}
    weekdays = set()
    for one in (language, "en"):
        with translation.override(one):
            for names in (dates.MONTHS, dates.MONTHS_ALT, dates.MONTHS_AP, dates.MONTHS_3):
                for number, name in names.items():
                    months.setdefault(_bare(name), number)
            for names in (dates.WEEKDAYS, dates.WEEKDAYS_ABBR):
                weekdays |= {_bare(name) for name in names.values()}
    return months, weekdays


def _bare(word) -> str:
    """Returns the word without accents and without a full stop, for "fevrier" and "févr."."""
    letters = unicodedata.normalize("NFD", str(word).casefold().rstrip("."))
    return "".join(one for one in letters if not unicodedata.combining(one))
