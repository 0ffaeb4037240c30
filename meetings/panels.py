"""The meetings on a term's page: that the Group met, when and where; of those on record what for as well."""

from foundation.sections import Panel
from meetings import agency_panels, carrying, guest_panels, proposals_waiting, workplan
from meetings.models import AgendaItem, Meeting

MOST_AHEAD = 20  # meetings to choose from


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
    """Where it is considered and what was decided, and what of it this user may bring about."""
    readable = AgendaItem.objects.for_reader(user).select_related("meeting")
    items = [
        item
        for item in readable.filter(
            application=application, meeting__in=Meeting.objects.visible_to(user)
        ).order_by("meeting__date")
        if user.has_perm("meetings.read_agenda", item.meeting)
    ]
    puts = application.is_pending and user.has_perm("meetings.plan_meeting")
    ahead = Meeting.objects.visible_to(user).ahead().exclude(agenda_state=Meeting.Agenda.ADOPTED)
    return {
        "application": application,
        "items": items,
        "ahead": ahead.exclude(agenda__application=application)[:MOST_AHEAD] if puts else (),
        "decisions": application.decisions.select_related("meeting", "recorded_by"),
        "may_decide": user.has_perm("meetings.decide_application")
        and any(application.can_become(outcome) for outcome in application.DECIDED),
    }


def of_applicant(application, user):
    """What the applicant is told of the Group's decisions: never who wrote them down, nor where."""
    decisions = application.decisions.all() if application else ()
    return {"decisions": decisions} if decisions else None


PANELS = [
    Panel("term", 20, "Meetings", "meetings/_term_meetings.html", of_term),
    Panel(
        "application", 10, "Decisions of the Group", "meetings/_application_decisions.html", of_application
    ),
    Panel("applicant", 10, "What the Group decided", "meetings/_applicant_decisions.html", of_applicant),
    *proposals_waiting.PANELS,
    *carrying.PANELS,
    *guest_panels.PANELS,
    *agency_panels.PANELS,
    *workplan.PANELS,
]
