"""The meetings on the page of a term."""

from foundation.web.panels import Panel
from meetings.meeting.models import Meeting


def of_term(term, user):
    """Returns the meetings in two columns, as handover reports have them."""
    meetings = Meeting.objects.public().of_term(term).prefetch_related("guests")
    return {
        "columns": [
            {"title": title, "meetings": [meeting for meeting in meetings if meeting.level == level]}
            for level, title in (
                (Meeting.Level.PRINCIPALS, "Principals"),
                (Meeting.Level.WORKING, "Working level"),
            )
        ],
        "count": len(meetings),
    }


PANELS = [Panel("term", 20, "Meetings", "meetings/meeting/_term_meetings.html", of_term)]
