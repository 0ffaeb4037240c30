"""The verbs that connect activities of the workplan with meetings and decisions."""

from django.db import transaction

from chairmanship.models import AgreedPlan, WorkplanActivity
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting
from meetings.workplan.models import ActivityDecision, ActivityMeeting, PlanApproval


@transaction.atomic
def connect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    """Connects an activity with a meeting, a decision or both. A second call changes nothing."""
    WorkplanActivity.objects.select_for_update().get(pk=activity.pk)
    if meeting:
        ActivityMeeting.objects.get_or_create(activity=activity, meeting=meeting)
    if decision:
        ActivityDecision.objects.get_or_create(activity=activity, decision=decision)


@transaction.atomic
def disconnect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    """Removes the links of an activity to that meeting and that decision, if there are any."""
    for link in (
        *activity.meeting_links.filter(meeting=meeting),
        *activity.decision_links.filter(decision=decision),
    ):
        link.delete()


@transaction.atomic
def approve(plan: AgreedPlan, *, meeting: Meeting | None) -> None:
    """Records which meeting approved a plan; with None, that no such meeting is known."""
    AgreedPlan.objects.select_for_update().get(pk=plan.pk)
    if meeting:
        PlanApproval.objects.update_or_create(plan=plan, defaults={"meeting": meeting})
    else:
        PlanApproval.objects.filter(plan=plan).delete()
