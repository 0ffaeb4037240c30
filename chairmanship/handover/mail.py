"""Mail about a past term: the open matters, and what becomes of the report, to the next chair; and a reminder
to the outgoing one.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import OnDuty, secretariat, tell
from chairmanship.handover import queries
from chairmanship.handover.actions import handover
from chairmanship.handover.models import Handover, HandoverReport
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.offices import people_of
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.models import Told
from foundation.text.words import listed


def deliver_due() -> int:
    """Sends the open matters of closed terms to the next chair. Returns how many terms it sent."""
    due = Handover.objects.filter(closed_at__isnull=False, sent_at=None)
    terms = list(Chairmanship.objects.filter(handover__in=due).select_related("agency", "coordinated_by"))
    return sum(deliver(term.pk) for term in _can_be_told(terms))


def _can_be_told(terms: list[Chairmanship]) -> list[Chairmanship]:
    """Returns those whose next chair, or else the secretariat, is to be told. It asks once for all."""
    if not terms:
        return []
    line, on_duty, keepers = rotation.terms(), OnDuty(), secretariat()
    found, waiting = [], {}
    for term in terms:
        following = rotation.successors(term, line)
        if any(on_duty.focal_points(one.coordinated_by or one.agency) for one in following):
            found.append(term)
        else:
            waiting |= {(_reason(following), term.pk, one.pk): term for one in keepers}
    return found + list(dict.fromkeys(waiting[key] for key in Told.untold(waiting)))


@transaction.atomic
def deliver(term: int) -> bool:
    """Tells the next chair's people what is open, and when they can read the report.

    `term` is the key of the term. Returns whether there was somebody to tell.
    """
    term = handover.locked(term)
    kept = handover.get_or_create_handover(term)
    if not kept.closed_at or kept.sent_at:
        return False
    following = rotation.successors(term)
    people = _people(following)
    if not people:
        _tell_secretariat(term, following)
        return False
    kept.sent_at = clock.now()
    kept.save()
    issued = term.reports.filter(state=HandoverReport.State.ISSUED).first()
    if issued:
        for person in people:
            Told.once("report-issued", issued.pk, person.pk)
    tell(
        people,
        subject=_("Open matters from %(agency)s, chair in %(months)s")
        % {"agency": term.agency, "months": term.months},
        template="chairmanship/handover/mail/handover_closed.txt",
        context={
            "term": term,
            "open": kept.open_matters.count(),
            "is_issued": issued is not None,
            "is_out": queries.report_is_out(term),
            "facts_are_due": queries.facts_are_due(term),
            "expected": queries.report_due(term),
            "facts_from": queries.facts_from(term),
        },
        why=_why_next(following),
        link=address(queries.page(term)),
        thread=f"handover-{term.pk}",
    )
    return True


def remind_due() -> int:
    """Reminds outgoing chairs, once, of a report that is soon due. Returns how many terms."""
    return sum(_remind(pk) for pk in queries.terms_to_remind())


@transaction.atomic
def _remind(pk: int) -> bool:
    term = handover.locked(pk)
    people = [person for person in people_of(term) if Told.once("report-due", term.pk, person.pk)]
    if queries.report_is_out(term) or not people:
        return False
    due = queries.report_due(term)
    tell(
        people,
        subject=_("Your handover report is due by %(day)s") % {"day": queries.in_words(due)},
        template="chairmanship/handover/mail/report_due.txt",
        context={
            "term": term,
            "expected": due,
            "facts_from": queries.facts_from(term),
        },
        why=_("You receive this e-mail because you act for %(agency)s, the chair of that term.")
        % {"agency": term.agency},
        link=address(queries.page(term)),
        thread=f"handover-{term.pk}",
    )
    return True


def tell_released(report: HandoverReport) -> None:
    """Tells the next chair's people, once, that they can read the provisional report."""
    _tell_next(
        report,
        "report-released",
        subject=_("Provisional handover report of %(agency)s, %(months)s, released to you"),
        template="chairmanship/handover/mail/report_released.txt",
    )


def tell_issued(report: HandoverReport) -> None:
    """Tells the next chair's people, once, that the report is issued, or that there is a new version.

    If the open matters are still to be sent to them, that mail says it.
    """
    kept = queries.handover_of(report.term)
    if kept and kept.sent_at:
        _tell_next(
            report,
            "report-issued",
            subject=_("Handover report of %(agency)s, %(months)s, issued"),
            template="chairmanship/handover/mail/handover_issued.txt",
        )


def _tell_next(report: HandoverReport, what: str, *, subject: str, template: str) -> None:
    term = report.term
    following = rotation.successors(term)
    tell(
        [person for person in _people(following) if Told.once(what, report.pk, person.pk)],
        subject=subject % {"agency": term.agency, "months": term.months},
        template=template,
        context={"term": term, "report": report},
        why=_why_next(following),
        link=address(queries.page(term)),
        thread=f"handover-{term.pk}",
    )


def _tell_secretariat(term: Chairmanship, following: list[Chairmanship]) -> None:
    """Tells the secretariat, once, that the open matters wait: nobody follows, or nobody of them can be
    written to.
    """
    tell(
        [one for one in secretariat() if Told.once(_reason(following), term.pk, one.pk)],
        subject=_("Nobody to receive the handover of %(agency)s") % {"agency": term.agency},
        template="chairmanship/handover/mail/handover_waits.txt",
        context={"term": term, "following": listed(one.agency for one in following)},
        why=_("You receive this e-mail because you act for the secretariat."),
        link=address(reverse("chairmanship:line") if not following else queries.page(term)),
        thread=f"handover-{term.pk}",
    )


def _reason(following: list[Chairmanship]) -> str:
    return "nobody-to-write-to" if following else "nobody-follows"


def _people(following: list[Chairmanship]) -> list[User]:
    return [person for one in following for person in people_of(one)]


def _why_next(following: list[Chairmanship]) -> str:
    return _("You receive this e-mail because you act for %(agencies)s, the next chair.") % {
        "agencies": listed(one.agency for one in following)
    }
