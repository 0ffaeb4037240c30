"""The meetings on a term's page: that the Group met, when and where."""

from foundation.sections import Panel
from meetings import proposing
from meetings.models import Meeting


def of_term(term, user):
    """The meetings in two columns, as end-of-chair reports set them."""
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


def of_application(application, user):
    """What the Group decided on an application, and whether this user may write down what it decides."""
    return {
        "application": application,
        "decisions": application.decisions.select_related("meeting", "recorded_by"),
        "may_decide": user.has_perm("chairmanship.review_applications")
        and any(application.can_become(outcome) for outcome in application.DECIDED),
    }


PANELS = [
    Panel("term", 20, "Meetings", "meetings/_term_meetings.html", of_term),
    Panel(
        "application", 10, "Decisions of the Group", "meetings/_application_decisions.html", of_application
    ),
    *proposing.PANELS,
]
