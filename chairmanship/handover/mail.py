"""Sends the report of a past term to the next chair: made if need be, once, and again when it is issued."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.mail import secretariat, tell
from chairmanship.handover import queries
from chairmanship.handover.actions import handover, reports
from chairmanship.handover.models import Handover, HandoverReport
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.offices import people_of
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.models import Told
from foundation.text.words import listed


def deliver_due() -> int:
    """Sends the reports of past terms to the next chair, or has them made. Returns how many were sent."""
    due = Handover.objects.filter(closed_at__isnull=False, sent_at=None)
    return sum(deliver(pk) for pk in due.values_list("term", flat=True))


@transaction.atomic
def deliver(term: int) -> bool:
    """Tells the next chair's people where the report is, once it is made. If there is none, it is requested.

    `term` is the key of the term. Returns whether the report was sent.
    """
    term = handover.locked(term)
    kept = handover.get_or_create_handover(term)
    if not kept.closed_at or kept.sent_at:
        return False
    report = report_to_send(term)
    if report is None:
        reports.request_report(term, by=None)
        return False
    following = rotation.successors(term)
    people = [person for one in following for person in people_of(one)]
    if not people:
        _tell_secretariat(term, following)
        return False
    kept.sent_at = clock.now()
    kept.save()
    tell(
        people,
        subject=(
            _("Handover report of %(agency)s, %(months)s")
            if report.is_issued
            else _("Provisional handover report of %(agency)s, %(months)s")
        )
        % {"agency": term.agency, "months": term.months},
        template="chairmanship/handover/mail/handover_report.txt",
        context={
            "term": term,
            "report": report,
            "open": kept.open_matters.count(),
            "expected": queries.in_words(term.ends + queries.REPORT_WITHIN),
        },
        why=_("You receive this e-mail because you act for %(agencies)s, the next chair.")
        % {"agencies": listed(one.agency for one in following)},
        link=address(queries.page(term)),
    )
    return True


def tell_issued(report: HandoverReport) -> None:
    """Tells the next chair that the report it had before is issued, or that there is a new version."""
    kept = queries.handover_of(report.term)
    if not (kept and kept.sent_at):
        return
    following = rotation.successors(report.term)
    tell(
        [
            person
            for one in following
            for person in people_of(one)
            if Told.once("report-issued", report.pk, person.pk)
        ],
        subject=_("Handover report of %(agency)s, %(months)s, issued")
        % {"agency": report.term.agency, "months": report.term.months},
        template="chairmanship/handover/mail/handover_issued.txt",
        context={"term": report.term, "report": report},
        why=_("You receive this e-mail because you act for %(agencies)s, the next chair.")
        % {"agencies": listed(one.agency for one in following)},
        link=address(queries.page(report.term)),
    )


def report_to_send(term: Chairmanship) -> HandoverReport | None:
    """Returns the issued report, else the draft made at the end of the term or later; None until its file is
    there.
    """
    made = list(term.reports.filter(made_at__isnull=False))
    issued = next((report for report in made if report.is_issued), None)
    return issued or next((report for report in made if report.is_provisional), None)


def _tell_secretariat(term: Chairmanship, following: list[Chairmanship]) -> None:
    """Tells the secretariat, once, that the report waits: nobody follows, or nobody of them can be written
    to.
    """
    reason = "nobody-follows" if not following else "nobody-to-write-to"
    tell(
        [one for one in secretariat() if Told.once(reason, term.pk, one.pk)],
        subject=_("Nobody to receive the handover report of %(agency)s") % {"agency": term.agency},
        template="chairmanship/handover/mail/handover_waits.txt",
        context={"term": term, "following": listed(one.agency for one in following)},
        why=_("You receive this e-mail because you act for the secretariat."),
        link=address(reverse("chairmanship:line") if not following else queries.page(term)),
    )
