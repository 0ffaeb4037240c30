"""Where the Group meets, and the time there."""

import datetime as dt

from django.utils.translation import gettext as _

from foundation.dates import shown
from foundation.dates.hours import ZONES, at_place, day_and_hours, place
from foundation.text import sorting
from meetings.meeting.models import Meeting


def cities() -> list[str]:
    """Returns the cities where the Group has met, and where its members have their seats."""
    met = Meeting.objects.exclude(city="").order_by().values_list("city", flat=True).distinct()
    return sorting.ordered({*met, *ZONES})


def hours(meeting: Meeting) -> str:
    """Returns "10:00–12:30 (Geneva time)", as far as it is known."""
    text = _hours(meeting)
    return at_place(text, place(meeting.timezone)) if text and meeting.timezone else text


def _hours(meeting: Meeting) -> str:
    if not meeting.time:
        return ""
    text = shown.hour(meeting.time)
    if not meeting.length:
        return text
    begins = meeting.starts_at or dt.datetime.combine(meeting.date.earliest, meeting.time)
    ends = meeting.ends_at or begins + dt.timedelta(minutes=meeting.length)
    text = f"{text}–{shown.hour(ends)}"
    if ends.date() == begins.date():
        return text
    return _("%(hours)s on %(day)s") % {"hours": text, "day": shown.day(ends, "MONTH_DAY_FORMAT")}


def when(meeting: Meeting) -> str:
    """Returns "Monday 14 December 2026, 10:00–12:00 (Geneva time, UTC+1)"."""
    starts = meeting.starts_at
    if starts:
        day = shown.day(starts, "WEEKDAY_DATE_FORMAT")
        return at_place(day_and_hours(day, _hours(meeting)), place(meeting.timezone), starts)
    text = hours(meeting)
    return day_and_hours(str(meeting.date), text) if text else str(meeting.date)
