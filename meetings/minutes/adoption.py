"""Minutes stand on their date, or when the next meeting of their level adopts them. This is the second way.

The next meeting has an item for it, which comes by itself. Whoever writes its minutes says there that they
were adopted; corrections that it asks for are written in before. Where that meeting is cancelled, or passes
without adopting them, the item comes up at the following one, and the chair is told.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from agencies.models import User
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused
from meetings.agenda.models import AgendaItem
from meetings.agenda.order import block, keep
from meetings.meeting.locks import locked, move, save
from meetings.meeting.models import Meeting

Kind = AgendaItem.Kind


def waiting_for(meeting: Meeting):
    """Earlier meetings of its level whose minutes wait for a meeting to adopt them, as this one can."""
    return waiting().filter(level=meeting.level, date__latest__lt=meeting.date.earliest)


def waiting():
    """The meetings whose minutes wait for a meeting to adopt them, the first first."""
    return (
        Meeting.objects.convened()
        .filter(minutes=Meeting.Minutes.CIRCULATED, next_adopts=True)
        .order_by("date", "pk")
    )


@dataclass(frozen=True)
class Missed:
    """Minutes that still wait, the meeting that was to adopt them and did not, and the one that may now."""

    meeting: Meeting
    by: Meeting
    following: Meeting | None


def missed() -> list[Missed]:
    """Where a meeting that had the item for it was cancelled, or is past; of several the last."""
    meetings = list(waiting())
    if not meetings:
        return []
    had_it = Meeting.objects.filter(agenda__kind=Kind.MINUTES).exclude(stage=Meeting.Stage.PLANNED)
    off = [one for one in had_it.order_by("-date", "-pk") if _is_off(one)]
    ahead = list(_may_adopt())
    return [
        Missed(meeting, by, next((one for one in ahead if _comes_after(one, meeting)), None))
        for meeting in meetings
        if (by := next((one for one in off if _comes_after(one, meeting)), None))
    ]


def _is_off(meeting: Meeting) -> bool:
    return meeting.stage == Meeting.Stage.CANCELLED or meeting.date.latest < clock.today()


def _comes_after(one: Meeting, other: Meeting) -> bool:
    return one.level == other.level and one.date.earliest > other.date.latest


def pass_on() -> int:
    """Puts the item on the next agenda wherever minutes wait and it has none. Returns how many are new.

    Done when a meeting is cancelled, and every hour for one that passed; a second run does nothing more.
    """
    put = 0
    for meeting in waiting():
        following = next_after(meeting)
        put += bool(following and put_on_agenda(following))
    return put


def adopted_by(meeting: Meeting):
    """The meetings whose minutes it adopted."""
    return meeting.adopts.all()


def _may_adopt():
    """The meetings ahead from whose agenda nobody took the adoption, the next first."""
    return Meeting.objects.ahead().filter(without_adoption=False).order_by("date", "time", "pk")


def next_after(meeting: Meeting) -> Meeting | None:
    """The meeting of its level that is ahead and comes next, where one is planned."""
    return _may_adopt().filter(level=meeting.level, date__earliest__gt=meeting.date.latest).first()


@transaction.atomic
def put_on_agenda(meeting: Meeting) -> AgendaItem | None:
    """The item under which that meeting adopts earlier minutes; nothing where it has one, or none wait.

    It comes after the adoption of the agenda. On an agenda that is out it is no change to be told: it is
    expected.
    """
    meeting = locked(meeting)
    items = list(meeting.agenda.all())
    if not waiting_for(meeting).exists() or any(item.kind == Kind.MINUTES for item in items):
        return None
    place = next((n + 1 for n, item in enumerate(items) if item.kind == Kind.ADOPTION), 0)
    while place < len(items) and items[place].is_sub:
        place += 1
    item = AgendaItem(meeting=meeting, kind=Kind.MINUTES, title="Adoption of the minutes of the last meeting")
    item.position = max((one.position for one in items), default=-1) + 1
    item.save()
    items.insert(place, item)
    keep(meeting, items)
    return item


@transaction.atomic
def adopt_at(meeting: Meeting, *, at: Meeting, by: User) -> Meeting:
    """The minutes stand from the day of the meeting that adopted them. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    if not at.has_begun:
        raise Refused(f"{at} is still ahead. Minutes are adopted at it once it has begun.")
    if not waiting_for(at).filter(pk=meeting.pk).exists():
        raise Refused("These minutes do not wait for that meeting to adopt them.")
    move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    meeting.adopted_on, meeting.adopted_at = PartialDate.of(at.date.latest), at
    save(meeting)
    let_go(meeting)
    return meeting


def let_go(meeting: Meeting) -> None:
    """Its minutes wait no more: an item ahead that was for them alone, and holds nothing, goes."""
    ahead = Meeting.objects.ahead().filter(level=meeting.level, agenda__kind=Kind.MINUTES)
    for one in ahead.order_by("date", "pk"):
        if one.has_begun or waiting_for(one).exists() or adopted_by(one).exists():
            continue
        one = locked(one)
        items = list(one.agenda.all())
        for item in items:
            if item.kind == Kind.MINUTES and not item.minutes and len(block(items, item)) == 1:
                with suppress(ProtectedError):  # it holds something by now, and stays
                    item.delete()


def earlier_minutes(meeting: Meeting) -> list[Meeting]:
    """Those that it has adopted, and those that wait for it to adopt them."""
    return [*adopted_by(meeting), *waiting_for(meeting)]
