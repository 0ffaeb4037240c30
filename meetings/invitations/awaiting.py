"""What awaits a person about invitations: a reply, and for the chair requests to hear somebody from
outside.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.rules import acting, is_of_group
from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.calendar import deadlines
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting.models import Meeting

MOST = 20  # of each kind


def awaiting(user) -> Iterator[Awaited]:
    """Yields to the chair the people whom members ask to hear, to people of the Group invitations to reply
    to.
    """
    if acts_as_chair.test(user):
        yield from _guests()
    if is_of_group.test(user):
        yield from _replies(user)


def _guests() -> Iterator[Awaited]:
    """Yields the people whom members ask the chair to hear."""
    asked = GuestInvitation.objects.filter(
        state=GuestInvitation.State.ASKED,
        meeting__stage=Meeting.Stage.CALLED,
        meeting__in=Meeting.objects.ahead(),
    ).select_related("meeting", "asked_by")
    for guest in asked[:MOST]:
        if not guest.meeting.is_over:
            yield Awaited(
                _asked_for(guest),
                f"{reverse('meetings:guest_list', args=[guest.meeting_id])}#guest-{guest.pk}",
                _("Reply"),
                by=guest.meeting.starts_at,
                place=25,
            )


def _asked_for(guest: GuestInvitation) -> str:
    what = {"agency": guest.asked_by, "organization": guest.organization, "meeting": guest.meeting.named}
    if guest.asked_by:
        return _("%(agency)s asks you to invite %(organization)s to %(meeting)s.") % what
    return _("You are asked to invite %(organization)s to %(meeting)s.") % what


def _replies(user) -> Iterator[Awaited]:
    """Yields the person's own invitations and, for who prepares them, those of the agency's principals."""
    prepared = acting(user).as_focal_point | acting(user).assisting
    mine = Q(person=user) | Q(meeting__level=Meeting.Level.PRINCIPALS, agency__in=prepared)
    open_ = Invitation.objects.valid().filter(mine, reply="", meeting__in=Meeting.objects.ahead())
    for one in open_.select_related("meeting", "person")[:MOST]:
        if not one.meeting.is_over:
            words = _("Reply for %(person)s to the invitation to %(meeting)s.")
            if one.person_id == user.pk:
                words = _("Reply to your invitation to %(meeting)s.")
            yield Awaited(
                words % {"person": one.person.shown, "meeting": one.meeting.named},
                f"{one.meeting.get_absolute_url()}#invited", _("Reply"), by=deadlines.begins(one.meeting),
                template="meetings/invitations/_reply_awaited.html", subject=one,
            )  # fmt: skip
