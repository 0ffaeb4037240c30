"""The workplan on the page of a term, of an activity and of an event."""

from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.web.panels import Panel


def workplan(term, user):
    """The workplan of the term, for those who may read it."""
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
    """The statements, contributions and briefings to which the activity led."""
    events = activity.events.select_related("delivered_by")
    return {"events": events} if events else None


def activities_behind(event, user):
    """The activities that led to a statement, a contribution or a briefing, for those who may read them."""
    return activities_section(event.activities.all(), user)


def activities_section(activities, user) -> dict | None:
    """Those activities as a section of the page that they are connected with; None where there are none."""
    if not user.has_perm("chairmanship.read_workplan"):
        return None
    activities = activities.select_related("lead").by_objective()
    return {"activities": activities} if activities else None


PANELS = [
    Panel("term", 15, "Workplan", "chairmanship/workplan/_term_workplan.html", workplan),
    Panel(
        "activity", 40, "Statements and briefings", "chairmanship/workplan/_activity_events.html", events_of
    ),
    Panel("event", 20, "In the workplan", "chairmanship/workplan/_activities.html", activities_behind),
]
