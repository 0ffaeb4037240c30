"""What connects the workplan with meetings and decisions: the verbs, and what its pages show of it."""

from django import forms
from django.db import transaction
from django.db.models import Q

from chairmanship.models import AgreedPlan, WorkplanActivity
from chairmanship.workplan_panels import connected
from foundation.sections import Panel
from meetings.models import ActivityDecision, ActivityMeeting, Decision, Meeting, PlanApproval

AT_ONCE = 100


@transaction.atomic
def connect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    """Once connected, connected again changes nothing."""
    WorkplanActivity.objects.select_for_update().get(pk=activity.pk)
    if meeting:
        ActivityMeeting.objects.get_or_create(activity=activity, meeting=meeting)
    if decision:
        ActivityDecision.objects.get_or_create(activity=activity, decision=decision)


@transaction.atomic
def disconnect(activity: WorkplanActivity, *, meeting: Meeting | None, decision: Decision | None) -> None:
    for link in (
        *activity.meeting_links.filter(meeting=meeting),
        *activity.decision_links.filter(decision=decision),
    ):
        link.delete()


@transaction.atomic
def approve(plan: AgreedPlan, *, meeting: Meeting | None) -> None:
    """Which meeting approved it, or that none is known to have."""
    AgreedPlan.objects.select_for_update().get(pk=plan.pk)
    if meeting:
        PlanApproval.objects.update_or_create(plan=plan, defaults={"meeting": meeting})
    else:
        PlanApproval.objects.filter(plan=plan).delete()


# Forms -------------------------------------------------------------------------------------------


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision):
        text = decision.text if len(decision.text) < 90 else f"{decision.text[:88]}…"
        return f"{decision.item.meeting.date}: {text}"


class ConnectForm(forms.Form):
    """A meeting, a decision or both, of those that the person may see."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), required=False, empty_label="none")
    decision = DecisionField(Decision.objects.none(), required=False, empty_label="none")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(user).order_by("-date", "-pk")
        decisions = Decision.objects.visible_to(user).select_related("item__meeting")
        self.fields["decision"].queryset = decisions.order_by("-item__meeting__date", "item__position")
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class ApprovalForm(ConnectForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["decision"]
        self.fields["meeting"].empty_label = "no meeting"


# Panels ------------------------------------------------------------------------------------------


def of_activity(activity, user):
    """Where it was treated and what was decided, as far as this reader may see that."""
    meetings = Meeting.objects.visible_to(user).filter(activity_links__activity=activity)
    decisions = Decision.objects.visible_to(user).filter(activity_links__activity=activity)
    may_connect = user.has_perm("chairmanship.note_activity", activity)
    facts = {
        "activity": activity,
        "meetings": meetings.order_by("date", "pk"),
        "decisions": decisions.select_related("item__meeting").order_by("item__meeting__date", "pk"),
        "form": may_connect and ConnectForm(user=user, prefix="to"),
    }
    return facts if may_connect or facts["meetings"] or facts["decisions"] else None


def of_meeting(meeting, user):
    """The activities that it was held for or spoke on, and those that a decision of it is on."""
    decisions = Decision.objects.visible_to(user).filter(item__meeting=meeting)
    own = Q(meeting_links__meeting=meeting) | Q(decision_links__decision__in=decisions)
    return connected(WorkplanActivity.objects.filter(own).distinct(), user)


def of_decision(decision, user):
    return connected(WorkplanActivity.objects.filter(decision_links__decision=decision), user)


def of_plan(plan, user):
    """The meeting that approved it, and where the chair says which."""
    meeting = Meeting.objects.visible_to(user).filter(plan_approvals__plan=plan).first()
    may_say = user.has_perm("chairmanship.keep_workplan") or user.has_perm("chairmanship.pass_on", plan.term)
    form = may_say and ApprovalForm(user=user, initial={"meeting": meeting})
    return {"plan": plan, "meeting": meeting, "form": form} if meeting or form else None


PANELS = [
    Panel("activity", 35, "Meetings and decisions", "meetings/_activity_meetings.html", of_activity),
    Panel("meeting", 40, "In the workplan", "workplan/_activities.html", of_meeting),
    Panel("decision", 10, "In the workplan", "workplan/_activities.html", of_decision),
    Panel("plan", 10, "Approved by", "meetings/_plan_approval.html", of_plan),
]
