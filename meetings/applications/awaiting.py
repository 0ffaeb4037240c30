"""The applications for membership that await the chair: they need a place on an agenda."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Application
from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting

MOST = 20  # the list of applications has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields the applications before the Group that are on no agenda ahead."""
    if not acts_as_chair.test(user):
        return
    ahead = AgendaItem.objects.filter(meeting__in=Meeting.objects.ahead())
    waiting = Application.objects.before_the_group().exclude(agenda_items__in=ahead)
    for application in waiting[:MOST]:
        if application.came_again:
            sentence = _("The application of %(applicant)s was submitted again and is on no upcoming agenda.")
        else:
            sentence = _("The application of %(applicant)s is under review and on no upcoming agenda.")
        yield Awaited(
            sentence % {"applicant": application},
            reverse("applications:application_detail", args=[application.pk]),
            _("View"),
            place=35,
        )
