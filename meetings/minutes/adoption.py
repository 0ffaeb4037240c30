"""Which minutes wait for a meeting to adopt them, and which meeting can.

Minutes are adopted on their date, or by the next meeting of their level. This is the second way. The next
meeting automatically gets an item for it. Whoever writes that meeting's minutes records there that the
earlier ones were adopted; changes are written in before. If that meeting is cancelled or passes without
adopting them, the item moves to the following meeting, and the chair is told. The verbs are in `actions`.
"""

from dataclasses import dataclass

from foundation.dates import clock
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting

Kind = AgendaItem.Kind


def waiting_for(meeting: Meeting):
    """Returns the earlier meetings of its level whose minutes this meeting can adopt, the earliest first."""
    return waiting().filter(level=meeting.level, date__latest__lt=meeting.date.earliest)


def waiting():
    """Returns the meetings whose minutes wait for a later meeting to adopt them, the earliest first."""
    return (
        Meeting.objects.convened()
        .filter(minutes=Meeting.Minutes.CIRCULATED, next_adopts=True)
        .order_by("date", "pk")
    )


@dataclass(frozen=True)
class Missed:
    """Minutes that still wait, the meeting that should have adopted them, and the one that can now."""

    meeting: Meeting
    by: Meeting
    following: Meeting | None


def missed() -> list[Missed]:
    """Returns the minutes that a cancelled or past meeting should have adopted.

    If there are several such meetings, the last counts.
    """
    meetings = list(waiting())
    if not meetings:
        return []
    first = min(one.date.latest for one in meetings)
    had_it = Meeting.objects.filter(agenda__kind=Kind.MINUTES, date__earliest__gt=first)
    had_it = had_it.exclude(stage=Meeting.Stage.PLANNED)
    off = [one for one in had_it.order_by("-date", "-pk") if _is_off(one)]
    ahead = list(_may_adopt())
    return [
        Missed(meeting, by, _first_after(meeting, ahead))
        for meeting in meetings
        if (by := _first_after(meeting, off))
    ]


def _is_off(meeting: Meeting) -> bool:
    return meeting.stage == Meeting.Stage.CANCELLED or meeting.date.latest < clock.today()


def _comes_after(one: Meeting, other: Meeting) -> bool:
    return one.level == other.level and one.date.earliest > other.date.latest


def adopted_by(meeting: Meeting):
    """Returns the meetings whose minutes this meeting adopted."""
    return meeting.adopts.all()


def _may_adopt():
    """Returns the meetings ahead, the next first, except those whose adoption item somebody removed."""
    return Meeting.objects.ahead().filter(without_adoption=False).order_by("date", "time", "pk")


def next_after(meeting: Meeting) -> Meeting | None:
    """Returns the next meeting ahead of the same level that can adopt its minutes; None if there is none."""
    return _may_adopt().filter(level=meeting.level, date__earliest__gt=meeting.date.latest).first()


def without_item() -> list[Meeting]:
    """Returns the meetings that are next to adopt minutes and have no item for it. It asks once for all."""
    meetings = list(waiting())
    ahead = list(_may_adopt()) if meetings else []
    following = {_first_after(meeting, ahead) for meeting in meetings} - {None}
    having = AgendaItem.objects.filter(kind=Kind.MINUTES, meeting__in=following)
    done = set(having.values_list("meeting", flat=True))
    return [one for one in ahead if one in following and one.pk not in done]


def _first_after(meeting: Meeting, among: list[Meeting]) -> Meeting | None:
    return next((one for one in among if _comes_after(one, meeting)), None)


def earlier_minutes(meeting: Meeting) -> list[Meeting]:
    """Returns the meetings whose minutes this one has adopted, then those whose minutes wait for it."""
    return [*adopted_by(meeting), *waiting_for(meeting)]
