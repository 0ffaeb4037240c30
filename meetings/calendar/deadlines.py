"""The deadlines of a meeting: for invitations, topics, the agenda and papers."""

import datetime as dt
from dataclasses import dataclass

from foundation.dates import clock, hours
from meetings.calendar.models import Rhythm
from meetings.meeting.models import Meeting, MeetingQuerySet

HOUR = dt.time(18)  # in the Group's time zone, if only a number of days is set
CALL = dt.timedelta(days=14)  # how long topics are called for
SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Deadlines:
    """As the chair sets them for the meeting, else by the rhythm; None if unknown. All are aware."""

    topics: dt.datetime | None = None
    agenda: dt.datetime | None = None
    papers: dt.datetime | None = None


def deadlines_of(meeting: Meeting, rhythm: Rhythm | None = None) -> Deadlines:
    """Returns the deadlines of a meeting. Without a `rhythm` it reads the Group's own."""
    rhythm = rhythm or Rhythm.current()
    return Deadlines(
        topics=meeting.topics_until or _usual(meeting, rhythm.topics_days),
        agenda=_usual(meeting, rhythm.agenda_days),
        papers=meeting.papers_until or _usual(meeting, rhythm.papers_days),
    )


def _usual(meeting: Meeting, days: int) -> dt.datetime | None:
    """Returns 18:00 that many days before; None if the meeting was convened later than that."""
    if not (days and meeting.date.day and meeting.called_at):
        return None
    until = hours.in_zone(meeting.date.earliest - dt.timedelta(days=days), HOUR)
    return until if until > meeting.called_at else None


def stage_of_topics(until: dt.datetime | None) -> str:
    """Returns "call", then "soon"; "" before and after."""
    if until is None or not until - CALL <= clock.now() < until:
        return ""
    return "call" if clock.now() < until - SOON else "soon"


def stage_of(until: dt.datetime | None) -> str:
    """Returns "soon", then "late" once the deadline has passed; "" before."""
    if until is None or clock.now() < until - SOON:
        return ""
    return "soon" if clock.now() < until else "late"


def ahead(meeting: Meeting) -> dict[str, dt.datetime]:
    """Returns the deadlines for `topics` and `papers` that are ahead, aware, of a convened meeting;
    else {}.
    """
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        return {}
    known = deadlines_of(meeting)
    return {
        name: at
        for name, at in (("topics", known.topics), ("papers", known.papers))
        if at and at > clock.now()
    }


def convene_by(meeting: Meeting, rhythm: Rhythm) -> dt.datetime:
    """Returns when the invitations to a planned meeting should go out, aware: at 18:00, as many days before
    as the Group usually gives notice, and never after it begins.
    """
    usual = hours.in_zone(meeting.date.earliest - dt.timedelta(days=rhythm.notice_days), HOUR)
    return min(usual, begins(meeting))


def begins(meeting: Meeting) -> dt.datetime:
    """Returns when the meeting begins, aware; without a time, 18:00 on the day before."""
    return meeting.starts_at or hours.in_zone(meeting.date.latest - dt.timedelta(days=1), HOUR)


def running() -> MeetingQuerySet:
    """Returns the meetings ahead that were convened in the portal: those from an archive have no
    deadlines.
    """
    return Meeting.objects.convened().ahead().filter(called_at__isnull=False)
