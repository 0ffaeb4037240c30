"""Links of the workplan: meetings that discussed an activity, decisions on it, the meeting that approved a
plan.
"""

from auditlog.registry import auditlog
from django.db import models
from django.utils.translation import gettext as _

from chairmanship.models import AgreedPlan, WorkplanActivity
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting


class ActivityMeeting(models.Model):
    """A meeting that was held for an activity, or discussed it."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="meeting_links")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="activity_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "meeting"], name="activity_meeting_once")]

    def __str__(self):
        return _("%(activity)s at %(meeting)s") % {"activity": self.activity, "meeting": self.meeting}


class ActivityDecision(models.Model):
    """A decision that came out of an activity, or started it."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="decision_links")
    # A decision can be deleted from a draft; its link goes with it.
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="activity_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "decision"], name="activity_decision_once")
        ]

    def __str__(self):
        return f"{self.activity}: {self.decision}"


class PlanApproval(models.Model):
    """The meeting that approved an agreed workplan."""

    plan = models.OneToOneField(AgreedPlan, on_delete=models.PROTECT, related_name="approval")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="plan_approvals")

    def __str__(self):
        return _("%(plan)s, approved by %(meeting)s") % {"plan": self.plan, "meeting": self.meeting}


for model in (ActivityMeeting, ActivityDecision, PlanApproval):
    auditlog.register(model)
