from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from chairmanship.models.term import Chairmanship
from foundation import clock
from foundation.fields import TEXT, TITLE


class Handover(models.Model):
    """That a term passes on: what was told of it, and when.

    When it opens and when it is over the calendar says, whatever is written here: these are the traces of
    what the worker did, so that it does each once and catches up after a pause.
    """

    term = models.OneToOneField(Chairmanship, on_delete=models.PROTECT, related_name="handover")
    opened_at = models.DateTimeField(null=True, editable=False, help_text="When the troika was told.")
    opened_for = models.DateField(null=True, editable=False, help_text="The last day that it was told.")
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="When what was open at the change was written down."
    )
    closed_for = models.DateField(
        null=True, editable=False, help_text="The last day of the term as it stood then."
    )
    sent_at = models.DateTimeField(
        null=True, editable=False, help_text="When the report went to the incoming chair."
    )
    taken_over_at = models.DateTimeField(null=True, editable=False)
    taken_over_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    remarks = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_for=None)
                | Q(closed_at__isnull=False, closed_for__isnull=False),
                name="handover_closed_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_for=None)
                | Q(opened_at__isnull=False, opened_for__isnull=False),
                name="handover_opened_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=False) | Q(taken_over_by=None, remarks=""),
                name="handover_taken_over_at_a_time",
            ),
        ]

    def __str__(self):
        return f"Handover of {self.term}"


class HandoverLine(models.Model):
    """Something to pass on that lies outside of the portal, such as the access to a website."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=TITLE)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_line_position_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None), name="handover_line_done_at_a_time"
            ),
        ]

    def __str__(self):
        return self.text


class OpenMatter(models.Model):
    """What was open when the chair passed on, in the words of that day. What became of it is asked anew."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="open_matters")
    position = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40, help_text="Of the checklist.")
    title = models.CharField(max_length=TITLE, help_text="What the kind was called.")
    subject = models.CharField(max_length=60, help_text="Its key within the kind.")
    sentence = models.TextField()
    page = models.CharField(max_length=TITLE, blank=True, help_text="Where one reads of it.")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="open_matter_position_once"),
        ]

    def __str__(self):
        return self.sentence


for model in (Handover, HandoverLine, OpenMatter):
    auditlog.register(model)
