from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from agencies.models import Agency, Purpose
from foundation.choices import Words
from foundation.fields import TEXT, TITLE
from meetings.models.meeting import Meeting


class Asked(Words):
    """What the members are asked for on an item."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class AgendaItem(models.Model):
    """A point of the agenda, with what the minutes say on it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    proposed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purposes = models.ManyToManyField(Purpose, through="ItemPurpose", blank=True, related_name="agenda_items")
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    minutes = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT * 5)])
    asked = models.CharField("what is asked", max_length=20, choices=Asked, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In minutes.")
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="item_position_once")]

    def __str__(self):
        return self.title


class ItemPurpose(models.Model):
    """That an item serves a purpose of the Group."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "purpose"], name="item_purpose_once")]

    def __str__(self):
        return str(self.purpose)


auditlog.register(AgendaItem, m2m_fields={"purposes"})
