"""Until when topics, the agenda and the papers of a meeting are wanted, and who owes them."""

import datetime as dt
from dataclasses import dataclass

from foundation.dates import clock, hours
from meetings.calendar.models import Rhythm
from meetings.meeting.models import Meeting

HOUR = dt.time(18)  # in the Group's zone, where only a number of days is known
CALL = dt.timedelta(days=14)  # for so long topics are called for
SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Deadlines:
    """As the chair says for the meeting, else as the Group usually has it; none where that is not known."""

    topics: dt.datetime | None = None
    agenda: dt.datetime | None = None
    papers: dt.datetime | None = None


def of(meeting: Meeting, rhythm: Rhythm | None = None) -> Deadlines:
    rhythm = rhythm or Rhythm.current()
    return Deadlines(
        topics=meeting.topics_until or _usual(meeting, rhythm.topics_days),
        agenda=_usual(meeting, rhythm.agenda_days),
        papers=meeting.papers_until or _usual(meeting, rhythm.papers_days),
    )


def _usual(meeting: Meeting, days: int) -> dt.datetime | None:
    """So many days before; none of a meeting that was called so late that the moment had passed."""
    if not (days and meeting.date.day and meeting.called_at):
        return None
    until = hours.in_zone(meeting.date.earliest - dt.timedelta(days=days), HOUR)
    return until if until > meeting.called_at else None


def stage_of_topics(until: dt.datetime | None) -> str:
    """`call`, `soon`, or nothing before and after."""
    if until is None or not until - CALL <= clock.now() < until:
        return ""
    return "call" if clock.now() < until - SOON else "soon"


def stage_of(until: dt.datetime | None) -> str:
    """`soon`, or `late` from the moment on; nothing before."""
    if until is None or clock.now() < until - SOON:
        return ""
    return "soon" if clock.now() < until else "late"


def running():
    """The meetings ahead that were called here: what came with an archive wants nothing of anybody."""
    return Meeting.objects.told().ahead().filter(called_at__isnull=False)
