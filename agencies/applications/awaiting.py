"""The applications that the secretariat has to review and that members are asked to read."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            words, verb = (
                _("%(applicant)s has applied for membership. Its application is not under review yet."),
                _("Read"),
            )
        elif application.outcome == Outcome.UNDER_REVIEW and application.pk not in assessed:
            words, verb = (
                _("The application of %(applicant)s is under review but not assessed yet."),
                _("Assess"),
            )
        elif application.outcome == Outcome.OFFERED:
            words, verb = _("%(applicant)s has been offered membership, but is not admitted yet."), _("View")
        elif application.came_again:
            words, verb = _("%(applicant)s has resubmitted its deferred application."), _("Read")
        elif not stands_still(application):
            continue
        else:
            words, verb = _("The application of %(applicant)s is still pending."), _("View")
        sentence = words % {"applicant": application}
        if stands_still(application):
            days = (clock.today() - last_moved(application)).days
            still = ngettext(
                "Nothing has happened for %(days)s day.", "Nothing has happened for %(days)s days.", days
            )
            sentence = f"{sentence} {still % {'days': days}}"
        place = reverse("applications:application_detail", args=[application.pk])
        yield Awaited(sentence, place, verb, place=40)


def _to_read(user):
    """Yields what members read until somebody of their agency has commented, or it is decided."""
    if not is_of_member.test(user):
        return
    said = Remark.objects.filter(Q(agency__in=own_agencies(user)) | Q(by=user)).values("application")
    for application in Application.objects.before_the_group().exclude(pk__in=said)[:MOST]:
        place = reverse("applications:application_detail", args=[application.pk])
        words = (
            _("%(applicant)s has resubmitted its application. Please read it and comment.")
            if application.came_again
            else _("%(applicant)s has applied for membership. Please read the application and comment.")
        )
        yield Awaited(words % {"applicant": application}, place, _("Read and comment"), place=65)
