"""What is open at a handover: the next meetings, if none is fixed."""

import datetime as dt

from django.urls import reverse

from foundation.dates import clock
from foundation.handover.checklist import Kind, Matter
from meetings.meeting.handover import NEXT_MEETINGS
from meetings.meeting.models import Meeting

LEVELS = {
    "": "No meeting is fixed for the half-year after the term.",
    Meeting.Level.PRINCIPALS: "No meeting of the principals is fixed for the half-year after the term.",
}


def missing_meetings(term):
    """Yields that no meeting, or none of principals, is fixed for the half-year after the term."""
    ahead = _after(term)
    missing = "" if not ahead else Meeting.Level.PRINCIPALS
    if missing in {meeting.level for meeting in ahead}:
        return
    year = (term.ends + dt.timedelta(days=1)).year
    place = reverse("meetings:year", args=[year])
    yield Matter(
        str(missing) or "any",
        LEVELS[missing],
        place,
        "Look at the year",
        reverse("meetings:meeting_list"),
        "meetings.plan_meeting",
    )


def meeting_outcomes(term, subjects):
    """Returns, by the key of what was missing, which meeting is fixed now, in words."""
    ahead = _after(term)
    found = {}
    for subject in subjects:
        one = next((one for one in ahead if subject in ("any", one.level)), None)
        if one:
            found[subject] = f"{one} is fixed."
    return found


def _after(term):
    last = max(term.ends + NEXT_MEETINGS, clock.today())
    return list(Meeting.objects.convened().filter(date__earliest__gt=term.ends, date__latest__lte=last))


CHECKLIST = [
    Kind("next-meetings", 55, "The next meetings", missing_meetings, meeting_outcomes),
]
