"""What other pages show of these links: activities, meetings, decisions and agreed plans."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chairmanship.models import WorkplanActivity
from chairmanship.workplan.panels import activities_section
from foundation.web.panels import Panel
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting
from meetings.workplan.forms import ApprovalForm, ConnectForm


def of_activity(activity, user):
    """Returns the meetings and decisions of an activity that the user may see; None if there is nothing to
    show.
    """
    meetings = Meeting.objects.visible_to(user).filter(activity_links__activity=activity)
    visible = Decision.objects.visible_to(user)
    decisions = visible.filter(activity_links__activity=activity).with_successors(visible)
    may_connect = user.has_perm("chairmanship.note_activity", activity)
    facts = {
        "activity": activity,
        "meetings": meetings.order_by("date", "pk"),
        "decisions": decisions.select_related("item__meeting").order_by("item__meeting__date", "pk"),
        "form": may_connect and ConnectForm(user=user, prefix="to"),
    }
    return facts if may_connect or facts["meetings"] or facts["decisions"] else None


def of_meeting(meeting, user):
    """Returns the activities of the meeting, and those of its decisions."""
    decisions = Decision.objects.visible_to(user).filter(item__meeting=meeting)
    own = Q(meeting_links__meeting=meeting) | Q(decision_links__decision__in=decisions)
    return activities_section(WorkplanActivity.objects.filter(own).distinct(), user)


def of_decision(decision, user):
    """Returns the activities of a decision."""
    return activities_section(WorkplanActivity.objects.filter(decision_links__decision=decision), user)


def of_plan(plan, user):
    """Returns the meeting that approved the plan, and the form to record it; None if there is neither."""
    meeting = Meeting.objects.visible_to(user).filter(plan_approvals__plan=plan).first()
    may_say = user.has_perm("chairmanship.keep_workplan") or user.has_perm("chairmanship.pass_on", plan.term)
    form = may_say and ApprovalForm(user=user, initial={"meeting": meeting})
    return {"plan": plan, "meeting": meeting, "form": form} if meeting or form else None


PANELS = [
    Panel(
        "activity", 35, _("Meetings and decisions"), "meetings/workplan/_activity_meetings.html", of_activity
    ),
    Panel("meeting", 40, _("In the workplan"), "chairmanship/workplan/_activities.html", of_meeting),
    Panel("decision", 10, _("In the workplan"), "chairmanship/workplan/_activities.html", of_decision),
    Panel("plan", 10, _("Approved by"), "meetings/workplan/_plan_approval.html", of_plan),
]
