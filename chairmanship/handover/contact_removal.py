"""What is made anew when somebody's contact details are removed."""

import json

from chairmanship.handover.actions import reports
from chairmanship.handover.models import HandoverReport
from foundation.files import storage
from foundation.jobs import outbox


def forget(details: list[str]) -> None:
    """Has the file of each report made again whose facts hold such a detail, from the facts without it.

    Also of an issued one, which says the same as before. Nobody is told again.
    """
    sought = [detail.casefold() for detail in details]
    for report in HandoverReport.objects.exclude(pdf="").select_for_update():
        words = json.dumps(report.facts, ensure_ascii=False).casefold()
        if any(detail in words for detail in sought):
            storage.forget(report.pdf.name)
            report.pdf, report.sha256, report.pages, report.made_at = "", "", None, None
            report.save()
            outbox.put(reports.REPORT_JOB, report.pk)
