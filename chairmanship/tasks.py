from collections.abc import Callable

from celery import shared_task

from chairmanship import actions, agreeing, delivering, handing, report
from chairmanship.models import HandoverReport
from foundation import clock, files, outbox, pdf


@outbox.does(actions.REPORT_JOB)
def make_report(job: outbox.Held) -> Callable[[], None]:
    """Sets a draft from what is known now, or an issued report from the facts it was issued with."""
    wanted = HandoverReport.objects.select_related("term__agency", "term__coordinated_by").get(pk=job.subject)
    if wanted.is_issued:
        as_at, facts = wanted.as_at, wanted.facts
    else:
        job.tell("Gathering the facts")
        as_at = clock.today()
        facts = report.gather(wanted.term, as_at=as_at) | {"provisional": handing.is_closed(wanted.term)}
    try:
        made = report.render(facts, draft=not wanted.is_issued, tell=job.tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def write() -> None:
        try:
            kept = actions.keep_report(wanted, as_at=as_at, facts=facts, made=made)
        except files.NoPlace as error:
            raise outbox.Later(str(error), pause=outbox.PAUSE) from error
        if kept.is_issued:
            delivering.tell_issued(kept)
        delivering.deliver(kept.term_id)

    return write


@shared_task
def run_handovers() -> int:
    return handing.run_due() + delivering.deliver_due()


@shared_task
def keep_what_was_agreed() -> int:
    return agreeing.keep_what_was_agreed()
