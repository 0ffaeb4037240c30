"""What is made again when somebody's contact details are removed: handover reports."""

import json

from chairmanship.handover.actions import reports
from chairmanship.handover.models import HandoverReport
from foundation.files import storage
from foundation.jobs import outbox


def forget(details: list[str]) -> None:
    """Makes the file of each report again whose facts have such a detail, from the facts without it.

    This holds for issued reports as well, which otherwise stay the same. Nobody is told again.
    """
    sought = [detail.casefold() for detail in details]
    for report in HandoverReport.objects.exclude(pdf="").select_for_update():
        words = json.dumps(report.facts, ensure_ascii=False).casefold()
        if any(detail in words for detail in sought):
            storage.forget(report.pdf.name)
            report.pdf, report.sha256, report.pages, report.made_at = "", "", None, None
            report.save()
            outbox.put(reports.REPORT_JOB, report.pk)
