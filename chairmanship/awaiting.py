"""What awaits the secretariat of applications, and an incoming chair of its term."""

from django.db.models import Q
from django.urls import reverse

from agencies.models import Application
from chairmanship import rotation
from chairmanship.powers import holds
from foundation import clock
from foundation.awaiting import Awaited
from foundation.dates import PartialDate

Outcome = Application.Outcome


def awaiting(user) -> list[Awaited]:
    return [*_applications(user), *_terms(user)]


def _applications(user):
    if not user.has_perm("chairmanship.review_applications"):
        return
    open_ones = Application.objects.filter(outcome__in=["", *Application.PENDING])
    assessed = Q(assessments__isnull=False) & ~Q(assessments__finding="")
    assessed = set(open_ones.filter(assessed).values_list("pk", flat=True))
    for application in open_ones:
        if application.outcome in ("", Outcome.RECEIVED):
            words, verb = "has come and is not under review.", "Read it"
        elif application.outcome == Outcome.UNDER_REVIEW and application.pk not in assessed:
            words, verb = "is under review and not assessed.", "Assess it"
        elif application.outcome == Outcome.OFFERED:
            words, verb = "has the Group's offer; its admission is not decided.", "See"
        else:
            continue
        place = reverse("applications:application_detail", args=[application.pk])
        yield Awaited(f"The application of {application} {words}", place, verb, place=40)


def _terms(user):
    for term in rotation.troika(clock.today()).incoming:
        if holds(user, term):
            yield Awaited(
                f"Your term as {term.get_capacity_display()} begins on {PartialDate.of(term.starts)}.",
                term.get_absolute_url(),
                "See the term",
                place=80,
            )
