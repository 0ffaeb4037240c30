"""The worker's tasks for handovers: it makes reports, opens and closes what is due, and writes to people."""

from collections.abc import Callable

from celery import shared_task
from django.utils.translation import gettext as _

from chairmanship.handover import mail, queries, report
from chairmanship.handover.actions import handover, reports
from chairmanship.handover.models import HandoverReport
from foundation.dates import clock
from foundation.files import pdf
from foundation.jobs import outbox


@outbox.does(reports.REPORT_JOB)
def make_report(job: outbox.Held) -> Callable[[], None]:
    """Makes a draft from what is known now, or an issued report from the facts that it was issued with.

    A version of facts only is of the day on which it was requested: that the chair had not issued its report
    stays true if it is made again. Returns a function that stores it. Raises `outbox.Failed`.
    """
    wanted = HandoverReport.objects.select_related("term__agency", "term__coordinated_by").get(pk=job.subject)
    if wanted.is_issued:
        as_at, facts = wanted.as_at, wanted.facts
    else:
        job.tell(_("Gathering the facts"))
        as_at = clock.day_of(wanted.requested_at) if wanted.is_facts_only else clock.today()
        facts = report.gather(wanted.term, as_at=as_at, facts_only=wanted.is_facts_only)
        facts |= {
            "provisional": not wanted.is_facts_only and queries.is_closed(wanted.term),
            "facts_only": wanted.is_facts_only,
        }
    try:
        made = report.make(facts, draft=not wanted.is_issued, tell=job.tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def write() -> None:
        kept = reports.keep_report(wanted, as_at=as_at, facts=facts, made=made)
        if kept.is_issued:
            mail.tell_issued(kept)

    return write


@shared_task(name="chairmanship.tasks.run_handovers")
def run_handovers() -> int:
    """Opens, closes, requests, sends and reminds of what is due. Returns how many things it did."""
    return handover.run_due() + reports.request_due() + mail.deliver_due() + mail.remind_due()
