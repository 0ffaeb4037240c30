from collections.abc import Callable

from chairmanship import actions, report
from chairmanship.models import HandoverReport
from foundation import clock, outbox, pdf


@outbox.does(actions.REPORT_JOB)
def make_report(job: outbox.Held) -> Callable[[], None]:
    """Sets a draft from what is known now, or an issued report from the facts it was issued with."""
    wanted = HandoverReport.objects.select_related("term__agency", "term__coordinated_by").get(pk=job.subject)
    if wanted.is_issued:
        as_at, facts = wanted.as_at, wanted.facts
    else:
        job.tell("Gathering the facts")
        as_at = clock.today()
        facts = report.gather(wanted.term, as_at=as_at)
    try:
        made = report.render(facts, draft=not wanted.is_issued, tell=job.tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error
    return lambda: actions.keep_report(wanted, as_at=as_at, facts=facts, made=made)
