"""The applications for membership that await the chair: they need a place on an agenda."""

from collections.abc import Iterator

from django.urls import reverse

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
        words = "was deferred, has come again" if application.came_again else "is under review"
        yield Awaited(
            f"The application of {application} {words} and is on no agenda ahead.",
            reverse("applications:application_detail", args=[application.pk]), "See", place=35,
        )  # fmt: skip
