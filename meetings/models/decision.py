from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from foundation.dates import PartialDateField
from foundation.fields import TEXT
from meetings.models.agenda import AgendaItem


class Decision(models.Model):
    """What the Group decided on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="decision_position_once")]

    def __str__(self):
        return self.text


class ActionQuerySet(models.QuerySet):
    def open(self):
        """Not known to be done."""
        return self.exclude(done=True)


class Action(models.Model):
    """What somebody is to do. It belongs to an agency or an office, and finds its people when it is sent."""

    class Office(models.TextChoices):
        CHAIR = "chair", "the chair"
        SECRETARIAT = "secretariat", "the secretariat"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    office = models.CharField(max_length=20, choices=Office, blank=True)
    due = PartialDateField(null=True, blank=True)
    done = models.BooleanField(null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="action_position_once"),
            models.CheckConstraint(condition=Q(agency=None) | Q(office=""), name="action_has_one_owner"),
        ]

    def __str__(self):
        return self.text

    @property
    def owner(self) -> str:
        return str(self.agency or self.get_office_display())


for model in (Decision, Action):
    auditlog.register(model)
