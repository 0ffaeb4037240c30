"""Until when topics, the agenda and the papers of a meeting are due."""

import datetime as dt
from dataclasses import dataclass

from foundation.dates import clock, hours
from meetings.calendar.models import Rhythm
from meetings.meeting.models import Meeting, MeetingQuerySet

HOUR = dt.time(18)  # in the Group's zone, where only a number of days is known
CALL = dt.timedelta(days=14)  # for so long topics are called for
SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Deadlines:
    """As the chair says for the meeting, else as the Group usually has it; none where that is not known."""

    topics: dt.datetime | None = None
    agenda: dt.datetime | None = None
    papers: dt.datetime | None = None


def deadlines_of(meeting: Meeting, rhythm: Rhythm | None = None) -> Deadlines:
    """The deadlines of a meeting, as aware moments. Without a `rhythm` it asks for the Group's own."""
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


def ahead(meeting: Meeting) -> dict[str, dt.datetime]:
    """Those for `topics` and `papers` that are still to come, as aware moments; of a called meeting only."""
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        return {}
    known = deadlines_of(meeting)
    return {
        name: at
        for name, at in (("topics", known.topics), ("papers", known.papers))
        if at and at > clock.now()
    }


def begins(meeting: Meeting) -> dt.datetime:
    """The moment at which it begins, aware; 18:00 of the day before, where no hour is known yet."""
    return meeting.starts_at or hours.in_zone(meeting.date.latest - dt.timedelta(days=1), HOUR)


def running() -> MeetingQuerySet:
    """The meetings ahead that were called here: those that came with an archive have no deadlines."""
    return Meeting.objects.convened().ahead().filter(called_at__isnull=False)
