"""The verbs that connect activities of the workplan with meetings and decisions."""

from django.db import transaction

from chairmanship.models import AgreedPlan, WorkplanActivity
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting
from meetings.workplan.models import ActivityDecision, ActivityMeeting, PlanApproval


@transaction.atomic
def connect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    """Connects an activity with a meeting, a decision or both. Done twice it changes nothing more."""
    WorkplanActivity.objects.select_for_update().get(pk=activity.pk)
    if meeting:
        ActivityMeeting.objects.get_or_create(activity=activity, meeting=meeting)
    if decision:
        ActivityDecision.objects.get_or_create(activity=activity, decision=decision)


@transaction.atomic
def disconnect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    """Removes those links of an activity that there are."""
    for link in (
        *activity.meeting_links.filter(meeting=meeting),
        *activity.decision_links.filter(decision=decision),
    ):
        link.delete()


@transaction.atomic
def approve(plan: AgreedPlan, *, meeting: Meeting | None) -> None:
    """Records which meeting approved a plan, or that none is known to have."""
    AgreedPlan.objects.select_for_update().get(pk=plan.pk)
    if meeting:
        PlanApproval.objects.update_or_create(plan=plan, defaults={"meeting": meeting})
    else:
        PlanApproval.objects.filter(plan=plan).delete()
