"""The terms of applications."""

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.applications.progress import Decided, decisions_of
from agencies.models import Application, Consideration, Membership
from chairmanship.rotation.models import Chairmanship
from foundation import discovery
from foundation.dates.partial import PartialDate
from foundation.handover.gathering import shared


class ApplicationTerm(models.Model):
    """The term in which an application came before the Group, if it was recorded."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="recorded_term")
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="recorded_applications")

    def __str__(self):
        return _("%(application)s in %(term)s") % {"application": self.application, "term": self.term}


def applications_of(term: Chairmanship) -> models.QuerySet[Application]:
    """Returns the applications of a term: those considered in it, and those decided in it.

    An application is considered in the term that was recorded for it, or else in the one in which it was
    received, and in those that have its dates of consideration. It is decided in the term of the meeting that
    decided it. Where no decision is recorded, an admission counts in the term in which the membership began.
    """
    received = Q(received__earliest__gte=term.starts, received__latest__lte=term.ends)
    considered = Consideration.objects.filter(date__earliest__gte=term.starts, date__latest__lte=term.ends)
    admitted = list(Application.objects.filter(outcome=Application.Outcome.ADMITTED))
    began, recorded = memberships_began(admitted), decisions_of(admitted)
    joined = {pk for pk, day in began.items() if pk not in recorded and is_within(day, term)}
    return Application.objects.filter(
        Q(recorded_term__term=term)
        | Q(recorded_term=None) & received
        | Q(pk__in=considered.values("application"))
        | Q(pk__in=decided_in(term).keys() | joined)
    )


@shared
def decided_in(term: Chairmanship) -> dict[int, list[Decided]]:
    """Returns the decisions of a term by the keys of the applications, the earliest first.

    Apps above provide them, in `application_decisions.py`.
    """
    found: dict[int, list[Decided]] = {}
    for module in discovery.modules("application_decisions"):
        found |= module.decided_in(term)
    return found


def memberships_began(applications: list[Application]) -> dict[int, PartialDate]:
    """Returns by the keys of admitted applications when the membership of the agency began, if it is known.

    An application from an archive names its agency only by the acronym.
    """
    starts = _starts_by_application()
    admitted = [one for one in applications if one.outcome == Application.Outcome.ADMITTED]
    found = ((one.pk, starts.get(one.agency_id or one.applicant)) for one in admitted)
    return {pk: day for pk, day in found if day}


@shared
def _starts_by_application() -> dict[int | str, PartialDate]:
    """Returns when memberships by application began, by the keys and the acronyms of the agencies."""
    starts: dict[int | str, PartialDate] = {}
    memberships = Membership.objects.filter(basis=Membership.Basis.APPLICATION)
    for one in memberships.select_related("agency"):
        starts[one.agency_id] = starts[one.agency.acronym] = one.starts
    return starts


def is_within(day: PartialDate, term: Chairmanship) -> bool:
    """Whether the day, as far as it is known, certainly lies in the term."""
    return term.starts <= day.earliest and day.latest <= term.ends


def pending_applications(term: Chairmanship) -> models.QuerySet[Application]:
    """Returns the applications of this term or an earlier one without a final decision."""
    known = Q(received__earliest__lte=term.ends) | Q(recorded_term__term__starts__lte=term.starts)
    return Application.objects.filter(known).filter(Q(outcome="") | Q(outcome__in=Application.PENDING))


auditlog.register(ApplicationTerm)
