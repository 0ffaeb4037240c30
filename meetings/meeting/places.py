"""Where the Group meets, and the time there."""

import datetime as dt

from foundation.dates.hours import ZONES, offset, place
from meetings.meeting.models import Meeting


def cities() -> list[str]:
    """Returns the cities where the Group has met, and where its members have their seats."""
    met = Meeting.objects.exclude(city="").order_by().values_list("city", flat=True).distinct()
    return sorted({*met, *ZONES})


def hours(meeting: Meeting) -> str:
    """Returns "10:00–12:30, Geneva time", as far as it is known."""
    if not meeting.time:
        return ""
    text = f"{meeting.time:%H:%M}"
    if meeting.length:
        begins = meeting.starts_at or dt.datetime.combine(meeting.date.earliest, meeting.time)
        ends = meeting.ends_at or begins + dt.timedelta(minutes=meeting.length)
        text += f"–{ends:%H:%M}"
        if ends.date() != begins.date():
            text += f" on {ends.day} {ends:%B}"
    return f"{text}, {place(meeting.timezone)}" if meeting.timezone else text


def when(meeting: Meeting) -> str:
    """Returns "Monday 14 December 2026, 10:00–12:00, Geneva time (UTC+1)"."""
    starts = meeting.starts_at
    if not starts:
        return ", ".join(filter(None, [str(meeting.date), hours(meeting)]))
    return f"{starts:%A} {meeting.date}, {hours(meeting)} ({offset(starts)})"
