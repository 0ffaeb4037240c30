"""What awaits a person around the meetings."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from agencies.rules import is_of_group, is_secretariat
from chairmanship import rotation
from chairmanship.powers import holds
from chairmanship.rules import acts_as_chair
from foundation import clock
from foundation.awaiting import Awaited
from meetings.models import Action, Meeting
from meetings.proposing import proposals_awaiting
from meetings.rules import own_agencies

MOST = 20  # of a kind; the registers have the rest


def awaiting(user) -> list[Awaited]:
    chairs = acts_as_chair.test(user)
    told = [*_minutes_to_write(user, chairs)]
    if chairs:
        told += [*_meetings_ahead(), *proposals_awaiting(user)]
    if is_of_group.test(user):
        told += [*_minutes_to_read(user), *_own_actions(user, chairs)]
    return told


def _name(meeting: Meeting) -> str:
    if meeting.title:
        return f"“{meeting.title}” of {meeting.date}"
    return f"the {meeting.get_level_display()} meeting of {meeting.date}"


def _meetings_ahead():
    for meeting in Meeting.objects.ahead()[:MOST]:
        if meeting.stage == Meeting.Stage.PLANNED:
            yield Awaited(
                f"Call {_name(meeting)}: it is planned, and the members do not know of it.",
                meeting.get_absolute_url(), "Look at it", by=_begins(meeting),
            )  # fmt: skip
        elif meeting.agenda_state == Meeting.Agenda.PRIVATE:
            yield Awaited(
                f"Publish the agenda of {_name(meeting)}.",
                reverse("meetings:agenda", args=[meeting.pk]), "Arrange the agenda", by=_begins(meeting),
            )  # fmt: skip


def _begins(meeting: Meeting) -> dt.datetime:
    return meeting.starts_at or dt.datetime.combine(meeting.date.latest, dt.time(), clock.zone())


def _minutes_to_write(user, chairs: bool):
    """Of meetings that are over and were called here: what came with an archive has what it has."""
    unwritten = Meeting.objects.told().filter(
        Q(minutes="") | Q(minutes=Meeting.Minutes.DRAFT),
        called_at__isnull=False,
        date__earliest__lte=clock.today(),
    )
    if not chairs:
        own = [term for term in rotation.terms() if term.has_begun and holds(user, term)]
        within = Q(pk=None)
        for term in own:
            within |= Q(date__earliest__gte=term.starts, date__latest__lte=term.ends)
        unwritten = unwritten.filter(within) if own else unwritten.none()
    for meeting in unwritten.order_by("-date")[:MOST]:
        if not meeting.is_over:
            continue
        address = reverse("meetings:minutes", args=[meeting.pk])
        if meeting.minutes:
            yield Awaited(f"Circulate the minutes of {_name(meeting)}.", address, "Go on writing", place=10)
        else:
            yield Awaited(f"Write the minutes of {_name(meeting)}.", address, "Write", place=10)


def _minutes_to_read(user):
    open_ = Meeting.objects.with_minutes_for(user).filter(
        minutes=Meeting.Minutes.CIRCULATED, comments_until__gt=clock.now()
    )
    for meeting in open_[:MOST]:
        yield Awaited(
            f"Read the minutes of {_name(meeting)}, and comment if something is missing.",
            f"{meeting.get_absolute_url()}#agenda", "Read", by=meeting.comments_until,
        )  # fmt: skip


def _own_actions(user, chairs: bool):
    mine = Q(agency__in=own_agencies(user))
    if chairs:
        mine |= Q(office=Action.Office.CHAIR)
    if is_secretariat.test(user):
        mine |= Q(office=Action.Office.SECRETARIAT)
    meetings = Meeting.objects.with_minutes_for(user)
    rows = Action.objects.open().filter(mine, item__meeting__in=meetings.values("pk"))
    today = clock.today()
    # What came with an archive and says nothing of being done is of its time, and awaits nobody now.
    for action in (
        rows.exclude(done=None).select_related("agency", "item__meeting").order_by("due", "pk")[:MOST]
    ):
        late = action.due and action.due.latest < today
        yield Awaited(
            f"{'Overdue' if late else 'To do'} for {action.owner}: {action.text}",
            f"{action.item.meeting.get_absolute_url()}#action-{action.pk}", "Report it done",
            by=dt.datetime.combine(action.due.latest, dt.time(23, 59), clock.zone()) if action.due else None,
        )  # fmt: skip
