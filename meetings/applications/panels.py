"""What the page of an application shows of the Group's decisions, and what the applicant sees of them."""

from django.utils.translation import gettext_lazy as _

from foundation.web.panels import Panel
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting

MOST_AHEAD = 20  # meetings to choose from


def of_application(application, user):
    """Returns the items and decisions on the application, and what the user may do."""
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
    """Returns the decisions for the applicant, without who recorded them or where; None if there are none."""
    decisions = application.decisions.all() if application else ()
    return {"decisions": decisions} if decisions else None


PANELS = [
    Panel(
        "application",
        10,
        _("Decisions of the Group"),
        "meetings/applications/_application_decisions.html",
        of_application,
    ),
    Panel(
        "applicant",
        10,
        _("Decisions of the Group"),
        "meetings/applications/_applicant_decisions.html",
        of_applicant,
    ),
]
