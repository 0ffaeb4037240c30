"""What awaits a person around the meetings."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from agencies.models import Application, Appointment
from agencies.people.rules import is_of_group, is_secretariat, own_agencies
from chairmanship.rotation import rotation
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import acts_as_chair
from foundation.dates import clock, hours
from foundation.text.words import number
from foundation.web.awaiting import Awaited
from meetings.agenda.models import AgendaItem
from meetings.calendar import deadlines
from meetings.calendar.models import Rhythm, Suggestion
from meetings.convening.awaiting import wanted_of
from meetings.followup.models import Action
from meetings.invitations.models import Invitation
from meetings.invitations.panels import guests_awaiting
from meetings.meeting.models import Meeting
from meetings.minutes import adoption
from meetings.proposals.awaiting import answers_to_read, proposals_awaiting
from meetings.requests.models import MeetingRequest

MOST = 20  # of a kind; the registers have the rest


def awaiting(user) -> list[Awaited]:
    chairs = acts_as_chair.test(user)
    told = [*_minutes_to_write(user, chairs)]
    if chairs:
        told += [
            *_dates_to_settle(),
            *_meetings_ahead(),
            *_minutes_not_adopted(),
            *_requests(),
            *_applications(),
            *proposals_awaiting(user),
            *guests_awaiting(),
        ]
    if is_of_group.test(user):
        told += [
            *_minutes_to_read(user),
            *_own_actions(user, chairs),
            *_invitations(user),
            *wanted_of(user),
            *answers_to_read(user),
        ]
    return told


def _dates_to_settle():
    waiting = list(Suggestion.objects.waiting())
    if waiting:
        one = len(waiting) == 1
        yield Awaited(
            f"{number(len(waiting)).capitalize()} date{'' if one else 's'} for regular meetings "
            f"{'is' if one else 'are'} proposed: confirm, move or drop.",
            reverse("meetings:year", args=[waiting[0].quarter.year]), "Look at the year", place=30,
        )  # fmt: skip


def _meetings_ahead():
    rhythm = Rhythm.current()
    for meeting in Meeting.objects.ahead()[:MOST]:
        if meeting.stage == Meeting.Stage.PLANNED:
            yield Awaited(
                f"Call {meeting.named}: it is planned, and the members do not know of it.",
                meeting.get_absolute_url(), "Look at it", by=_begins(meeting),
            )  # fmt: skip
        elif meeting.agenda_state == Meeting.Agenda.PRIVATE:
            yield Awaited(
                f"Publish the agenda of {meeting.named}.",
                reverse("meetings:agenda", args=[meeting.pk]), "Arrange the agenda",
                by=deadlines.of(meeting, rhythm).agenda or _begins(meeting),
            )  # fmt: skip


def _minutes_not_adopted():
    for one in adoption.missed()[:MOST]:
        how = "was cancelled" if one.by.stage == Meeting.Stage.CANCELLED else "passed without adopting them"
        if one.following:
            now = f"Now {one.following.named} has them on its agenda"
        else:
            now = "Plan the next meeting, or adopt them on their page"
        yield Awaited(
            f"The minutes of {one.meeting.named} still wait: {one.by.named} {how}. {now}.",
            one.meeting.get_absolute_url(), "Look at them", place=12,
        )  # fmt: skip


def _requests():
    for request in MeetingRequest.objects.waiting().select_related("asked_by")[:MOST]:
        yield Awaited(
            f"Answer {request.asker}, which asks for a meeting: {request.subject}",
            request.get_absolute_url(), "Answer", place=15,
        )  # fmt: skip


def _applications():
    ahead = AgendaItem.objects.filter(meeting__in=Meeting.objects.ahead())
    waiting = Application.objects.before_the_group().exclude(agenda_items__in=ahead)
    for application in waiting[:MOST]:
        words = "was deferred, has come again" if application.came_again else "is under review"
        yield Awaited(
            f"The application of {application} {words} and is on no agenda ahead.",
            reverse("applications:application_detail", args=[application.pk]), "See", place=35,
        )  # fmt: skip


def _begins(meeting: Meeting) -> dt.datetime:
    """Its hour; the evening before, where no hour is known yet."""
    return meeting.starts_at or hours.in_zone(meeting.date.latest - dt.timedelta(days=1), deadlines.HOUR)


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
        is_today = meeting.date.day and meeting.date.latest == clock.today()
        if not (is_today or meeting.has_begun):
            continue
        address = reverse("meetings:minutes", args=[meeting.pk])
        if is_today and not meeting.attendance.exclude(present=None).exists():
            yield Awaited(
                f"Take the attendance of {meeting.named}.",
                reverse("meetings:attendance", args=[meeting.pk]), "Take it", place=5,
            )  # fmt: skip
        elif not meeting.has_begun:
            continue
        elif meeting.minutes:
            yield Awaited(f"Circulate the minutes of {meeting.named}.", address, "Go on writing", place=10)
        else:
            yield Awaited(f"Write the minutes of {meeting.named}.", address, "Write", place=10)


def _invitations(user):
    """One's own, and, for a focal point, those of the principals of its agency."""
    prepared = Appointment.objects.on().filter(person=user, role=Appointment.Role.FOCAL_POINT)
    mine = Q(person=user) | Q(meeting__level=Meeting.Level.PRINCIPALS, agency__in=prepared.values("agency"))
    open_ = Invitation.objects.standing().filter(mine, reply="", meeting__in=Meeting.objects.ahead())
    for one in open_.select_related("meeting", "person")[:MOST]:
        if not one.meeting.is_over:
            who = "you come" if one.person_id == user.pk else f"{one.person.shown} comes"
            yield Awaited(
                f"Say whether {who} to {one.meeting.named}.",
                f"{one.meeting.get_absolute_url()}#invited", "Answer", by=_begins(one.meeting),
                template="meetings/invitations/_reply_awaited.html", subject=one,
            )  # fmt: skip


def _minutes_to_read(user):
    open_ = Meeting.objects.with_minutes_for(user).filter(
        minutes=Meeting.Minutes.CIRCULATED, comments_until__gt=clock.now()
    )
    for meeting in open_[:MOST]:
        yield Awaited(
            f"Read the minutes of {meeting.named}, and comment if something is missing.",
            f"{meeting.get_absolute_url()}#agenda", "Read", by=meeting.comments_until,
        )  # fmt: skip


def _own_actions(user, chairs: bool):
    mine = Q(agency__in=own_agencies(user))
    if chairs:
        mine |= Q(office=Action.Office.CHAIR)
    if is_secretariat.test(user):
        mine |= Q(office=Action.Office.SECRETARIAT)
    rows = Action.objects.visible_to(user).open().filter(mine)
    # What came with an archive and says nothing of being done is of its time, and awaits nobody now.
    for action in (
        rows.exclude(done=None).select_related("agency", "item__meeting").order_by("due", "pk")[:MOST]
    ):
        yield Awaited(
            f"To do for {action.owner}: {action.text}",
            f"{action.item.meeting.get_absolute_url()}#action-{action.pk}", "Report it done",
            by=dt.datetime.combine(action.due.latest, dt.time(23, 59), clock.zone()) if action.due else None,
        )  # fmt: skip
