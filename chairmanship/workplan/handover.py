"""The chapters of the handover report on the workplan."""

from django.utils.translation import gettext_lazy as _

from chairmanship.workplan import agreement
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from foundation.text import sorting
from foundation.text.words import listed


def workplan(term, as_at) -> list[dict]:
    """Returns the activities of the term, each with its differences from the agreed plan, if there is one."""
    plan = next(iter(agreement.plans_for(term)), None)
    became = {row.facts["key"]: row for row in agreement.compare(plan)} if plan else {}
    activities = WorkplanActivity.objects.of_term(term).select_related("lead")
    return [
        {
            "title": activity.title,
            "objective": activity.objective,
            "period": activity.period,
            "lead": str(activity.lead.as_of(term.ends) if activity.lead else ""),
            "partners": listed(
                sorting.ordered(agency.as_of(term.ends) for agency in activity.partners.all())
            ),
            "status": activity.get_status_display(),
            "outputs": [output.text for output in activity.outputs.all()],
            "agreed": _against(became.get(activity.pk)),
        }
        for activity in activities.prefetch_related("partners", "outputs")
    ]


def _against(row) -> list[str]:
    """Returns the differences from the agreed plan, in words; [] if there are none, or no plan."""
    if row is None:
        return []
    return row.differences if row.was else [row.words]


def agreed_plan(term, as_at) -> dict:
    """Returns when the workplan was agreed, and which agreed activities are no longer among the term's."""
    plan = next(iter(agreement.plans_for(term)), None)
    if not plan:
        return {}
    rows = [row for row in agreement.compare(plan) if row.was]
    own = set(WorkplanActivity.objects.of_term(term).values_list("pk", flat=True))
    return {
        "day": str(PartialDate.of(plan.agreed_at.astimezone(clock.zone()).date())),
        "by_itself": plan.agreed_by_id is None,
        "count": len(rows),
        "done": sum(row.facts["status"] == WorkplanActivity.Status.DONE for row in rows if row.now),
        "others": [
            {"title": row.facts["title"], "words": row.words} for row in rows if row.facts["key"] not in own
        ],
    }


def unfinished_activities(term, as_at) -> list[dict]:
    """Returns the activities that pass to the next chair, with the outgoing chair's notes."""
    notes = dict(term.passing_notes.values_list("activity", "text"))
    activities = WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead")
    return [
        {
            "title": activity.title,
            "lead": str(activity.lead or ""),
            "period": activity.period,
            "status": activity.get_status_display(),
            "note": notes.get(activity.pk, ""),
        }
        for activity in activities.by_objective()
    ]


CHAPTERS = [
    Chapter(
        "workplan", "achievements", 20, _("Workplan and schedule"),
        "chairmanship/workplan/handover/workplan.html", workplan,
    ),
    Chapter(
        "workplan-agreed", "achievements", 21, _("Workplan and schedule"),
        "chairmanship/workplan/handover/workplan_agreed.html", agreed_plan,
    ),
    Chapter(
        "workplan-unfinished", "handover", 25, _("Unfinished workplan activities"),
        "chairmanship/workplan/handover/workplan_unfinished.html", unfinished_activities,
    ),
]  # fmt: skip
