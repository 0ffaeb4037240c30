"""The workplan on a term's page and on an activity's, and what of it awaits those who lead."""

import datetime as dt

from django.urls import reverse

from agencies.people.rules import own_agencies
from chairmanship.rotation import rotation
from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.text.words import number
from foundation.web.awaiting import Awaited
from foundation.web.panels import Panel


def planned(term, user):
    """What the workplan held for the term, for those who may read it."""
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


def led_to(activity, user):
    """The statements, contributions and briefings that it led to."""
    events = activity.events.select_related("delivered_by")
    return {"events": events} if events else None


def behind(event, user):
    """The activities that led to a statement, a contribution or a briefing, for those who may read them."""
    return connected(event.activities.all(), user)


def connected(activities, user) -> dict | None:
    """Those activities as a section of the page that they are connected with; None where there is none."""
    if not user.has_perm("chairmanship.read_workplan"):
        return None
    activities = activities.select_related("lead").by_objective()
    return {"activities": activities} if activities else None


def late_activities(user):
    """For those who lead what should be over and of which they have said nothing since.

    What ended before the outgoing chair began is the chairs' to settle, and no longer asked of anybody.
    """
    mine, troika = own_agencies(user), rotation.troika(clock.today())
    begun = [term.starts for term in [*troika.outgoing, *troika.current]]
    if not (mine and begun):
        return
    over = WorkplanActivity.objects.unfinished().filter(
        lead__in=mine, ends__latest__gte=min(begun), ends__latest__lt=clock.today()
    )
    late = [one for one in over.select_related("lead") if not _was_said(one)]
    if len(late) == 1:
        sentence, place = f"“{late[0]}” {late[0].late}. Say how it stands.", late[0].get_absolute_url()
        yield Awaited(sentence, place, "Say it", place=60)
    elif late:
        place = f"{reverse('workplan:board')}?status=late&lead={late[0].lead_id}"
        sentence = f"{number(len(late)).capitalize()} activities that {late[0].lead} leads are late."
        yield Awaited(sentence, place, "See which", place=60)


def _was_said(activity) -> bool:
    """Whether those who lead it have written since its period was over."""
    over = dt.datetime.combine(activity.ends.latest + dt.timedelta(days=1), dt.time(), clock.zone())
    return activity.notes.filter(agency=activity.lead, at__gte=over).exists()


PANELS = [
    Panel("term", 15, "Workplan", "chairmanship/workplan/_term_workplan.html", planned),
    Panel("activity", 40, "Statements and briefings", "chairmanship/workplan/_activity_events.html", led_to),
    Panel("event", 20, "In the workplan", "chairmanship/workplan/_activities.html", behind),
]
