"""The applications for membership that await the chair: a place on an agenda, or a letter."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Application
from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.agenda.models import AgendaItem
from meetings.applications.models import ApplicationDecision
from meetings.meeting.models import Meeting

MOST = 20  # the list of applications has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields the letters about refusals to send, and the applications that are on no agenda ahead."""
    if not acts_as_chair.test(user):
        return
    declined = ApplicationDecision.objects.filter(
        application__outcome=Application.Outcome.DECLINED, letter_sent_at=None
    )
    for decision in declined.exclude(letter="").select_related("application")[:MOST]:
        yield Awaited(
            _(
                "The Group declined the application of %(applicant)s. The letter to the applicant is not "
                "sent yet."
            )
            % {"applicant": decision.application},
            reverse("deciding:letter", args=[decision.application_id, decision.pk]),
            _("Read and send"),
            place=30,
        )
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
