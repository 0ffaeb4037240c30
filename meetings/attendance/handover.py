"""The chapter of the handover report on attendance."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from chairmanship.models import Chairmanship
from foundation.handover.chapters import Chapter
from meetings.meeting.handover import heading
from meetings.meeting.models import Meeting


def attendance(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns who was present, who sent apologies, and of whom it is not known, meeting by meeting."""
    facts = []
    for meeting in Meeting.objects.with_open_words().of_term(term).prefetch_related("attendance__agency"):
        people = meeting.attendance.all()
        if people:
            facts.append(
                {
                    "meeting": heading(meeting),
                    "present": _people(people, present=True),
                    "absent": _people(people, present=False),
                    "unknown": _people(people, present=None),
                }
            )
    return facts


def _people(people, *, present: bool | None) -> str:
    def said(one) -> str:
        how = one.words if one.how in (one.How.REMOTE, one.How.REPRESENTED) else ""
        more = ", ".join(filter(None, [one.name, one.capacity, how]))
        return f"{one.agency}: {more}" if more else str(one.agency)

    return "; ".join(said(one) for one in people if one.present is present)


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
