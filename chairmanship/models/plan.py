from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.models import Agency
from chairmanship.models.term import Chairmanship
from chairmanship.models.workplan import WorkplanActivity
from foundation import clock
from foundation.fields import TEXT


class ActivityNote(models.Model):
    """What somebody of an agency in it, or of the chair, says of an activity, or that its status changed."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    status = models.CharField(max_length=20, choices=WorkplanActivity.Status, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Else the chair."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(status=""), name="activity_note_says_something")
        ]

    def __str__(self):
        return self.text or f"is {self.status}"


class PassingNote(models.Model):
    """What an outgoing chair says to the next of an activity that its term leaves unfinished."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="passing_notes")
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="passing_notes")
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-term__starts", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "term"], name="passing_note_once")]

    def __str__(self):
        return self.text


class AgreedPlan(models.Model):
    """The workplan as it was agreed for a term: kept as facts, so that nothing changes it later."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="agreed_plans")
    number = models.PositiveIntegerField()
    agreed_at = models.DateTimeField(default=clock.now)
    agreed_by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody, where the portal kept it by itself.",
    )
    activities = models.JSONField(default=list)

    class Meta:
        ordering = ["-term__starts", "-number"]
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="agreed_plan_number_once")]

    def __str__(self):
        return f"The workplan of {self.term}, version {self.number}"

    def get_absolute_url(self):
        return reverse("workplan:plan_detail", args=[self.pk])


for model in (ActivityNote, PassingNote, AgreedPlan):
    auditlog.register(model)
