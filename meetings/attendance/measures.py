"""What is counted to compare terms: attendance."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, count, terms_of
from meetings.attendance.models import Attendance
from meetings.meeting.models import Meeting


def _attendance():
    """Returns one row for each agency at a meeting: it was there, or sent apologies."""
    rows = Attendance.objects.filter(present__isnull=False, meeting__in=Meeting.objects.convened())
    there = {}
    for one in rows.select_related("meeting"):
        before = there.get((one.meeting_id, one.agency_id))
        if before is None or one.present:
            there[one.meeting_id, one.agency_id] = one
    return [(one.meeting.term_id, one.meeting.date, one) for one in there.values()]


def attendance(terms: Terms) -> dict[int, Figure]:
    """Returns how many agencies took part, of those that did or sent apologies, by the key of the term."""
    return count(terms, _attendance(), is_counted=lambda one: one.present)


def attendance_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns how often each agency took part, of the times that it did or sent apologies, by its key."""
    mine = [one for own, date, one in _attendance() if terms_of(terms, own, date)]
    every, there = Counter(), Counter()
    for one in mine:
        every[one.agency_id] += 1
        there[one.agency_id] += one.present
    return {pk: Figure(there[pk], count) for pk, count in every.items()}


MEASURES = [
    Measure(
        "attendance", 18, _("Attendance"),
        _("Agencies that took part, out of those that took part or sent apologies."),
        attendance, attendance_by_agency,
    ),
]  # fmt: skip
