"""The worker's tasks for handovers: it makes reports, and opens and closes what is due."""

from collections.abc import Callable

from celery import shared_task
from django.utils.translation import gettext as _

from chairmanship.handover import mail, queries, report
from chairmanship.handover.actions import handover, reports
from chairmanship.handover.models import HandoverReport
from foundation.dates import clock
from foundation.files import pdf, storage
from foundation.jobs import outbox


@outbox.does(reports.REPORT_JOB)
def make_report(job: outbox.Held) -> Callable[[], None]:
    """Makes a draft from what is known now, or an issued report from the facts that it was issued with.

    Returns a function that stores it. Raises `outbox.Failed`.
    """
    wanted = HandoverReport.objects.select_related("term__agency", "term__coordinated_by").get(pk=job.subject)
    if wanted.is_issued:
        as_at, facts = wanted.as_at, wanted.facts
    else:
        job.tell(_("Gathering the facts"))
        as_at = clock.today()
        facts = report.gather(wanted.term, as_at=as_at) | {"provisional": queries.is_closed(wanted.term)}
    try:
        made = report.render(facts, draft=not wanted.is_issued, tell=job.tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def write() -> None:
        try:
            kept = reports.keep_report(wanted, as_at=as_at, facts=facts, made=made)
        except storage.NoPlace as error:
            raise outbox.Later(str(error), pause=outbox.PAUSE) from error
        if kept.is_issued:
            mail.tell_issued(kept)
        mail.deliver(kept.term_id)

    return write


@shared_task(name="chairmanship.tasks.run_handovers")
def run_handovers() -> int:
    """Opens, closes and sends what is due. Returns how many handovers and reports."""
    return handover.run_due() + mail.deliver_due()
