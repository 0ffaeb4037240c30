"""What is open at a handover: the next meetings, if none is fixed."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.handover.checklist import Kind, Matter
from meetings.meeting.models import Meeting

NEXT_MEETINGS = dt.timedelta(days=183)  # how far ahead the next chair's calendar is looked into

LEVELS = {
    "": gettext_lazy("No meeting is scheduled for the six months after the term."),
    Meeting.Level.PRINCIPALS: gettext_lazy(
        "No principals meeting is scheduled for the six months after the term."
    ),
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
        str(LEVELS[missing]),
        place,
        _("View the calendar"),
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
            found[subject] = _("Scheduled: %(meeting)s.") % {"meeting": one}
    return found


def _after(term):
    last = max(term.ends + NEXT_MEETINGS, clock.today())
    return list(Meeting.objects.convened().filter(date__earliest__gt=term.ends, date__latest__lte=last))


CHECKLIST = [
    Kind("next-meetings", 55, gettext_lazy("Next meetings"), missing_meetings, meeting_outcomes),
]
