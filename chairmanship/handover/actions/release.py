"""What the next chair gets of a report that is not issued: the draft if it is released, else the facts."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from chairmanship.handover import mail, queries
from chairmanship.handover.actions.handover import locked
from chairmanship.handover.actions.reports import REPORT_JOB, report_job
from chairmanship.handover.models import HandoverReport
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.verbs import Refused


@transaction.atomic
def release_report(report: HandoverReport, *, by: User) -> HandoverReport:
    """Lets the next chair read a draft and its later updates, and tells its people. Returns the report.

    A second call changes nothing. Raises `Refused` before the end of the term, while there is nothing to
    read, and once the report is issued.
    """
    term = locked(report.term_id)
    report = HandoverReport.objects.select_for_update().get(pk=report.pk)
    if term.reports.filter(state=HandoverReport.State.ISSUED).exists():
        raise Refused(_("The report is already issued. Everybody who signs in can read it."))
    if report.released_at:
        return report
    if queries.is_before_close(term):
        raise Refused(
            _("You can release the report from 18:00 on %(day)s. Until then, the troika can read the draft.")
            % {"day": queries.in_words(term.ends)}
        )
    if not report.made_at:
        raise Refused(_("The draft is still being created. Once it is ready, read it, then release it."))
    report.released_at, report.released_by = clock.now(), by
    report.save()
    mail.tell_released(report)
    return report


@transaction.atomic
def open_facts(term: Chairmanship, *, by: User) -> HandoverReport:
    """Has the version of facts only made, or made again with what is known today. Returns it.

    While it is being made, a second call changes nothing. Raises `Refused` while the outgoing chair still has
    time for its report, and once that report is released or issued.
    """
    term = locked(term.pk)
    if queries.report_is_out(term):
        raise Refused(
            _("You can read the report of %(agency)s now, so you do not need the facts alone.")
            % {"agency": term.agency}
        )
    if not queries.facts_are_due(term):
        raise Refused(
            _("You can open the facts from %(day)s, if %(agency)s has not released or issued its report.")
            % {"day": queries.in_words(queries.facts_from(term)), "agency": term.agency}
        )
    facts = facts_of(term) or HandoverReport(
        term=term, version=HandoverReport.FACTS_VERSION, state=HandoverReport.State.FACTS
    )
    job = facts.pk and report_job(facts)
    if not (job and job.is_unfinished):
        facts.requested_at, facts.requested_by = clock.now(), by
        facts.save()
        outbox.put(REPORT_JOB, facts.pk)
    return facts


def facts_of(term: Chairmanship) -> HandoverReport | None:
    """Returns the version of facts only, made or being made; None if nobody has opened it."""
    return term.reports.filter(state=HandoverReport.State.FACTS).first()
