"""The verbs of the chair and its term."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from agencies.models import User
from chairmanship.models import Chairmanship, HandoverReport
from foundation import clock, outbox
from foundation.models import Job

REPORT_JOB = "handover-report"


class Refused(Exception):
    """What was asked for cannot be done now. The text says why, and what to do."""


@transaction.atomic
def request_report(term: Chairmanship, *, by: User | None) -> HandoverReport:
    """Wants the term's report made. Asked twice while it is being made, it gives the same one."""
    term = Chairmanship.objects.select_for_update().get(pk=term.pk)
    latest = term.reports.first()
    if latest and latest.state == HandoverReport.State.DRAFT and not latest.made_at:
        report = latest
    else:
        version = (term.reports.aggregate(last=Max("version"))["last"] or 0) + 1
        report = HandoverReport.objects.create(
            term=term, version=version, as_at=clock.today(), requested_by=by
        )
    outbox.put(REPORT_JOB, report.pk)
    return report


def report_job(report: HandoverReport) -> Job | None:
    """The latest work on the report, with its state and its step in words."""
    return Job.objects.filter(kind=REPORT_JOB, subject=str(report.pk)).first()


def keep_report(report: HandoverReport, *, facts: dict, pdf: bytes, pages: int) -> None:
    """Writes down what a worker made. Runs in the transaction that marks the job as done."""
    report.facts, report.pages, report.made_at = facts, pages, clock.now()
    report.sha256 = hashlib.sha256(pdf).hexdigest()
    report.pdf.save(report.filename, ContentFile(pdf), save=False)
    report.save()


@transaction.atomic
def issue_report(report: HandoverReport, *, by: User | None) -> HandoverReport:
    """Issues a report that was made: from then on it never changes. Raises `Refused`."""
    report = HandoverReport.objects.select_for_update().get(pk=report.pk)
    if report.state == HandoverReport.State.ISSUED:
        raise Refused(f"Version {report.version} is issued already.")
    if not report.made_at:
        raise Refused("The PDF is not made yet. Wait until it is, look at it, then issue it.")
    report.state, report.issued_at, report.issued_by = HandoverReport.State.ISSUED, clock.now(), by
    report.save()
    return report
