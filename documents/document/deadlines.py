"""Whether a deadline leaves agencies time: what speaks against it, and the next one that suits.

Nothing here forbids a deadline. The form says what speaks against it, and asks for a confirmation.
"""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from foundation.dates import clock, hours, shown
from foundation.dates.holidays import Seat, holiday, seat_of
from foundation.text.words import listed

CLOSE = dt.time(18)  # close of business
LAST_TO_CLOSE = "America/New_York"  # when New York closes, all other duty stations have closed
SHORT = dt.timedelta(hours=48)
FAR = 60  # days in which a better deadline is looked for


def seats_of(agencies: Iterable[Agency]) -> dict[str, Seat]:
    """Returns the duty stations of these agencies, by their cities. Some agencies have none."""
    found = {one.headquarters: seat_of(one.headquarters, one.country) for one in agencies if one.headquarters}
    return {city: seat for city, seat in sorted(found.items()) if seat}


def against(until: dt.datetime, seats: dict[str, Seat]) -> list[str]:
    """Returns what speaks against a deadline (aware, in its zone), as sentences; [] if nothing does."""
    return [*_short(until), *_weekend(until), *_holidays(until, seats)]


def suitable(until: dt.datetime, seats: dict[str, Seat]) -> dt.datetime | None:
    """Returns the first deadline from this one on, at the same hour, against which nothing speaks.

    None if there is none within `FAR` days.
    """
    later = (until + dt.timedelta(days=days) for days in range(FAR))
    return next((one for one in later if hours.is_hour(one) and not against(one, seats)), None)


def at_close(day: dt.date) -> dt.datetime:
    """Returns close of business in New York on that day, aware."""
    return hours.in_zone(day, CLOSE, LAST_TO_CLOSE)


def _short(until: dt.datetime) -> list[str]:
    now = clock.now()
    left = until - now
    if left >= SHORT:
        return []
    count = max(0, int(left.total_seconds())) // 3600
    if _has_weekend(now.astimezone(_zone(until)).date(), until.date()):
        words = ngettext(
            "Only %(count)s hour remains, and a weekend lies between.",
            "Only %(count)s hours remain, and a weekend lies between.",
            count,
        )
    else:
        words = ngettext("Only %(count)s hour remains.", "Only %(count)s hours remain.", count)
    return [words % {"count": count}]


def _has_weekend(first: dt.date, last: dt.date) -> bool:
    """Whether a day between them is a Saturday or Sunday. The last day itself has a sentence of its own."""
    return any((first + dt.timedelta(days=n)).weekday() >= 5 for n in range((last - first).days))


def _weekend(until: dt.datetime) -> list[str]:
    if until.weekday() < 5:
        return []
    return [_("%(day)s is at the weekend.") % {"day": _day(until)}]


def _holidays(until: dt.datetime, seats: dict[str, Seat]) -> list[str]:
    found: dict[str, list[str]] = {}
    for city, seat in seats.items():
        if name := holiday(until.date(), seat):
            found.setdefault(name, []).append(_(city))
    return [
        _("%(day)s is a public holiday in %(cities)s (%(holiday)s).")
        % {"day": _day(until), "cities": listed(cities), "holiday": name}
        for name, cities in found.items()
    ]


def _day(until: dt.datetime) -> str:
    """ "Friday 7 May", with the year if it is another than this one."""
    this_year = until.year == clock.today().year
    return shown.day(until, "WEEKDAY_MONTH_DAY_FORMAT" if this_year else "WEEKDAY_DATE_FORMAT")


def _zone(until: dt.datetime) -> dt.tzinfo:
    return until.tzinfo or ZoneInfo(LAST_TO_CLOSE)
