"""The chapter of the handover report on attendance."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from chairmanship.models import Chairmanship
from foundation.handover.chapters import Chapter
from meetings.attendance import queries
from meetings.meeting.handover import heading
from meetings.meeting.models import Meeting


def attendance(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns who took part and who sent apologies, meeting by meeting."""
    facts = []
    for meeting in Meeting.objects.with_open_words().of_term(term).prefetch_related("attendance__agency"):
        found = queries.recorded(meeting.attendance.all())
        if any(found.values()):
            facts.append({"meeting": heading(meeting), **found})
    return facts


CHAPTERS = [
    Chapter(
        "attendance",
        "annexes",
        30,
        _("Attendance"),
        "meetings/attendance/handover/attendance.html",
        attendance,
    ),
]
