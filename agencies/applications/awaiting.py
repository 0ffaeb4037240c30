"""The applications that the secretariat has to review and that members are asked to read."""

from django.db.models import Q
from django.urls import reverse

from agencies.applications.models import Application, Remark
from agencies.applications.progress import last_moved, stands_still
from agencies.people.rules import is_of_member, own_agencies
from foundation.dates import clock
from foundation.web.awaiting import Awaited

Outcome = Application.Outcome
MOST = 20  # the list of applications has the rest


def awaiting(user) -> list[Awaited]:
    """Returns the applications that the person has to review, then those to read and comment on."""
    return [*_to_review(user), *_to_read(user)]


def _to_review(user):
    if not user.has_perm("agencies.review_applications"):
        return
    open_ones = Application.objects.filter(outcome__in=["", *Application.PENDING])
    assessed = Q(assessments__isnull=False) & ~Q(assessments__finding="")
    assessed = set(open_ones.filter(assessed).values_list("pk", flat=True))
    for application in open_ones.select_related("dossier"):
        if application.outcome in ("", Outcome.RECEIVED):
            words, verb = "has come and is not under review.", "Read it"
        elif application.outcome == Outcome.UNDER_REVIEW and application.pk not in assessed:
            words, verb = "is under review and not assessed.", "Assess it"
        elif application.outcome == Outcome.OFFERED:
            words, verb = "has the Group's offer; its admission is not decided.", "See"
        elif application.came_again:
            words, verb = "was deferred and has come again.", "Read it"
        elif not stands_still(application):
            continue
        else:
            words, verb = "is still under way.", "See"
        if stands_still(application):
            days = (clock.today() - last_moved(application)).days
            words = f"{words[:-1]}, and nothing has happened for {days} days."
        place = reverse("applications:application_detail", args=[application.pk])
        yield Awaited(f"The application of {application} {words}", place, verb, place=40)


def _to_read(user):
    """Yields what members read until somebody of their agency has commented, or it is decided."""
    if not is_of_member.test(user):
        return
    said = Remark.objects.filter(Q(agency__in=own_agencies(user)) | Q(by=user)).values("application")
    for application in Application.objects.before_the_group().exclude(pk__in=said)[:MOST]:
        place = reverse("applications:application_detail", args=[application.pk])
        words = "has come again" if application.came_again else "applies for membership"
        yield Awaited(f"{application} {words}: the members read it.", place, "Read and comment", place=65)
