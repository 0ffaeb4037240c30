"""The meetings on the page of a term."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.web.panels import Panel
from meetings.meeting.models import Meeting


def of_term(term, user):
    """Returns the meetings in two columns, as handover reports have them."""
    meetings = Meeting.objects.public().of_term(term).prefetch_related("guests")
    return {
        "columns": [
            {"title": title, "meetings": [meeting for meeting in meetings if meeting.level == level]}
            for level, title in (
                (Meeting.Level.PRINCIPALS, _("Principals")),
                (Meeting.Level.WORKING, _("Working level")),
            )
        ],
        "count": len(meetings),
    }


PANELS = [Panel("term", 20, gettext_lazy("Meetings"), "meetings/meeting/_term_meetings.html", of_term)]
