"""Handover reports are made again when somebody's contact details are removed."""

import json

from chairmanship.handover.actions import reports
from chairmanship.handover.models import HandoverReport
from foundation.jobs import outbox


def forget(details: list[str]) -> None:
    """Makes each report that has one of these details again, without it.

    This is the only change to issued reports. Nobody is told again.
    """
    sought = [detail.casefold() for detail in details]
    for report in HandoverReport.objects.exclude(pdf="").select_for_update():
        words = json.dumps(report.facts, ensure_ascii=False).casefold()
        if any(detail in words for detail in sought):
            report.drop_files()
            report.save()
            outbox.put(reports.REPORT_JOB, report.pk)
