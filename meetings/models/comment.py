from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from agencies.models import Agency
from foundation import clock
from foundation.fields import TEXT
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class Comment(models.Model):
    """What a person says on a meeting's draft, on an item of it or on the whole."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="comments")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf = models.BooleanField(
        default=False, help_text="Entered by the chair's people or the secretariat for the agency."
    )
    at = models.DateTimeField(default=clock.now)
    taken_in = models.BooleanField(null=True, help_text="Whether the chair took it in; empty while it waits.")
    answer = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"comment on {self.item or self.meeting}"


auditlog.register(Comment)
