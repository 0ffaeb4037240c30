from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from foundation import clock
from foundation.fields import TEXT
from foundation.versions import Version
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class MinutesVersion(Version):
    """What the minutes said on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="minutes_version_once")]


class Correction(models.Model):
    """A corrigendum: what was changed in minutes that stood already."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT * 5)])
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="correction_number_once")]

    def __str__(self):
        return f"correction {self.number}"


auditlog.register(Correction)
