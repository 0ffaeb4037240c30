"""What the records say of apologies, to check the words of a report."""

import datetime as dt
from collections.abc import Iterable

from foundation.handover.records import Records
from meetings.attendance.models import Attendance
from meetings.meeting.models import Meeting


def apologies(term, as_at: dt.date) -> Iterable[int]:
    """The keys of the agencies that sent apologies for a meeting of the term."""
    meetings = Meeting.objects.with_open_words().of_term(term)
    rows = Attendance.objects.filter(present=False, meeting__in=meetings)
    return rows.values_list("agency", flat=True).distinct().order_by()


RECORDS = Records(apologies=apologies)
