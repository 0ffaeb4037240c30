"""The workplan on the pages of terms, activities and events."""

from django.utils.translation import gettext_lazy as _

from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.web.panels import Panel


def workplan(term, user):
    """Returns the workplan of the term; None if the user may not read it, or if there is nothing to show."""
    if not user.has_perm("chairmanship.read_workplan"):
        return None
    activities = WorkplanActivity.objects.of_term(term).select_related("lead")
    facts = {
        "activities": activities,
        "plan": next(iter(agreement.plans_for(term)), None),
        "notes": term.passing_notes.select_related("activity"),
        "term": user.has_perm("chairmanship.pass_on", term) and term,
    }
    return facts if facts["activities"] or facts["plan"] or facts["notes"] else None


def events_of(activity, user):
    """Returns the statements, contributions and briefings that came out of the activity; None without any."""
    events = activity.events.select_related("delivered_by")
    return {"events": events} if events else None


def activities_behind(event, user):
    """Returns the activities that led to a statement, contribution or briefing; None without any."""
    return activities_section(event.activities.all(), user)


def activities_section(activities, user) -> dict | None:
    """Returns these activities as a section of a page; None if there are none the user may read."""
    if not user.has_perm("chairmanship.read_workplan"):
        return None
    activities = activities.select_related("lead").by_objective()
    return {"activities": activities} if activities else None


PANELS = [
    Panel("term", 15, _("Workplan"), "chairmanship/workplan/_term_workplan.html", workplan),
    Panel(
        "activity",
        40,
        _("Statements, contributions and briefings"),
        "chairmanship/workplan/_activity_events.html",
        events_of,
    ),
    Panel("event", 20, _("In the workplan"), "chairmanship/workplan/_activities.html", activities_behind),
]
