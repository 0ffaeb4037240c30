"""What awaits a person about minutes: to take the attendance, to write, read or adopt them."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.rules import agencies_of, is_of_group
from chairmanship.rotation.powers import powers_of
from chairmanship.rotation.rules import acts_as_chair
from foundation.dates import clock
from foundation.web.awaiting import Awaited
from meetings.attendance.models import Attendance
from meetings.meeting.models import Meeting
from meetings.minutes import adoption, keeping
from meetings.minutes.models import MinutesRead

MOST = 20  # of each kind; the list of meetings has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields minutes to write, to the chair also those not adopted, and to people of the Group those
    to read.
    """
    yield from _to_write(user)
    if acts_as_chair.test(user):
        yield from _not_adopted(user)
    if is_of_group.test(user):
        yield from _to_read(user)


def _to_write(user) -> Iterator[Awaited]:
    """Yields past meetings that were convened in the portal, to whoever keeps their minutes. An archive
    brings the minutes that it has.
    """
    powers = powers_of(user)
    if not (acts_as_chair.test(user) or powers.terms):
        return
    unwritten = Meeting.objects.convened().filter(
        Q(minutes="") | Q(minutes=Meeting.Minutes.DRAFT),
        called_at__isnull=False,
        date__earliest__lte=clock.today(),
    )
    if not acts_as_chair.test(user):
        begun = [term.starts for term in powers.terms]
        unwritten = unwritten.filter(date__latest__gte=min(begun))
    taken = Attendance.objects.filter(meeting=OuterRef("pk")).exclude(present=None)
    waiting = list(unwritten.annotate(is_attended=Exists(taken)).order_by("-date"))
    line = powers.around(*(meeting.date for meeting in waiting)) if waiting else []
    own = (meeting for meeting in waiting if keeping.keeps(user, meeting, line))
    for meeting in islice(own, MOST):
        is_today = meeting.date.day and meeting.date.latest == clock.today()
        if not (is_today or meeting.has_begun):
            continue
        address = reverse("meetings:minutes", args=[meeting.pk])
        if is_today and not meeting.is_attended:
            yield Awaited(
                _("Record the attendance of %(meeting)s.") % {"meeting": meeting.named},
                reverse("meetings:attendance", args=[meeting.pk]), _("Record attendance"), place=5,
            )  # fmt: skip
        elif not meeting.has_begun:
            continue
        elif meeting.minutes:
            words = _("Circulate the minutes of %(meeting)s.") % {"meeting": meeting.named}
            yield Awaited(words, address, _("Continue writing"), place=10)
        else:
            words = _("Write the minutes of %(meeting)s.") % {"meeting": meeting.named}
            yield Awaited(words, address, _("Write minutes"), place=10)


def _not_adopted(user) -> Iterator[Awaited]:
    for one in adoption.missed()[:MOST]:
        how = _(
            "The minutes of %(meeting)s are still not adopted because %(by)s passed without adopting them."
        )
        if one.by.stage == Meeting.Stage.CANCELLED:
            how = _("The minutes of %(meeting)s are still not adopted because %(by)s was cancelled.")
        how %= {"meeting": one.meeting.named, "by": one.by.named}
        now = _("Plan the next meeting that can adopt them.")
        if keeping.keeps(user, one.meeting):
            now = _("Plan the next meeting, or adopt them on the page of the meeting.")
        if one.following:
            now = _("They are now on the agenda of %(meeting)s.") % {"meeting": one.following.named}
        yield Awaited(
            f"{how} {now}", one.meeting.get_absolute_url(), _("View minutes"), place=12,
        )  # fmt: skip


def _to_read(user) -> Iterator[Awaited]:
    open_ = Meeting.objects.with_minutes_for(user).filter(
        minutes=Meeting.Minutes.CIRCULATED, comments_until__gt=clock.now()
    )
    own = agencies_of(user)
    if own:  # until each of the person's agencies has commented, or has said that it has no comments
        read = MinutesRead.objects.filter(meeting=OuterRef("pk"), agency__in=own)
        read = read.order_by().values("meeting").annotate(count=Count("pk")).values("count")
        open_ = open_.annotate(read=Coalesce(Subquery(read), 0)).filter(read__lt=len(own))
    for meeting in open_[:MOST]:
        yield Awaited(
            _("Read the minutes of %(meeting)s and comment if anything is missing or wrong.")
            % {"meeting": meeting.named},
            f"{meeting.get_absolute_url()}#agenda", _("Read minutes"), by=meeting.comments_until,
            template="meetings/minutes/_read_awaited.html" if own else "", subject=meeting,
        )  # fmt: skip
