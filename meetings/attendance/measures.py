"""What is counted to compare terms: attendance."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, by_agency, count
from meetings.attendance.models import Attendance
from meetings.meeting.models import Meeting

THERE = Q(present=True)


def _recorded(terms: Terms):
    """Returns who was there or sent apologies at the meetings of these terms.

    An agency can have several rows at a meeting: it was there if anybody of it was.
    """
    return Attendance.objects.filter(
        present__isnull=False, meeting__in=Meeting.objects.convened().of_terms(terms)
    )


def attendance(terms: Terms) -> dict[int, Figure]:
    """Returns how many agencies took part, of those that did or sent apologies, by the key of the term."""
    rows = _recorded(terms).order_by().values("meeting", "meeting__term", "meeting__date")
    agencies = rows.annotate(
        every=Count("agency", distinct=True), there=Count("agency", distinct=True, filter=THERE)
    )
    return count(terms, agencies.values_list("meeting__term", "meeting__date", "every", "there"), of_all=True)


def attendance_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns how often each agency took part, of the times that it did or sent apologies, by its key."""
    return by_agency(_recorded(terms), "agency", passing=THERE, counted="meeting")


MEASURES = [
    Measure(
        "attendance", 18, _("Attendance"),
        _("Agencies that took part, out of those that took part or sent apologies."),
        attendance, attendance_by_agency,
    ),
]  # fmt: skip
