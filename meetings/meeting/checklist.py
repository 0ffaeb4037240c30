"""What is open at a handover: the next meetings, if none is fixed, and those that are."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.handover.checklist import Kind, Matter, outcomes
from foundation.text.words import listed, opened
from meetings.meeting.models import Meeting

NEXT_MEETINGS = dt.timedelta(days=183)  # how far ahead the next chair's calendar is looked into

LEVELS = {
    "": gettext_lazy("No meeting is scheduled for the six months after the term."),
    Meeting.Level.PRINCIPALS: gettext_lazy(
        "No principals meeting is scheduled for the six months after the term."
    ),
}


def missing_meetings(term):
    """Yields that no meeting, or none of principals, is fixed for the half-year after the term.

    Nothing is asked for days of which it is not known yet who chairs.
    """
    if not any(one.ends > term.ends for one in rotation.successors(term)):
        return
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


def meetings_after(term):
    """Yields the meetings ahead in the half-year after the term, each with whose it is to chair.

    Some are only planned, so this is for the chairs and the secretariat, and not for a report.
    """
    ahead = Meeting.objects.ahead().filter(
        date__earliest__gt=term.ends, date__latest__lte=term.ends + NEXT_MEETINGS
    )
    line = rotation.terms()
    for meeting in ahead:
        if meeting.stage == Meeting.Stage.PLANNED:
            words = _("%(meeting)s is planned and not convened yet.")
        else:
            words = _("%(meeting)s is convened.")
        words %= {"meeting": opened(meeting.named)}
        chairs = [
            one for one in line if one.starts <= meeting.date.earliest and meeting.date.latest <= one.ends
        ]
        if chairs:
            whose = _("It is for %(agencies)s to chair.") % {"agencies": listed(one.agency for one in chairs)}
            words = f"{words} {whose}"
        page = meeting.get_absolute_url()
        yield Matter(str(meeting.pk), words, page, _("View meeting"), page)


def outcomes_after(term, subjects):
    """Returns, by the key of the meeting, in words, that it took place or was cancelled."""

    def words(meeting):
        if meeting.stage == Meeting.Stage.CANCELLED:
            return _("The meeting was cancelled.")
        return _("The meeting took place.") if meeting.is_over and meeting.members_know else ""

    return outcomes(Meeting.objects.filter(pk__in=subjects), words)


def _after(term):
    last = max(term.ends + NEXT_MEETINGS, clock.today())
    return list(Meeting.objects.convened().filter(date__earliest__gt=term.ends, date__latest__lte=last))


CHECKLIST = [
    Kind("next-meetings", 55, gettext_lazy("Next meetings"), missing_meetings, meeting_outcomes),
    Kind(
        "meetings-after",
        85,
        gettext_lazy("Meetings after the term"),
        meetings_after,
        outcomes_after,
        passes=True,
    ),
]
