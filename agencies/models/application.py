from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import NAME, TEXT


class Application(models.Model):
    """That an agency asked to join, and what became of it."""

    class Outcome(Words):
        RECEIVED = "received"
        UNDER_REVIEW = "under review"
        OFFERED = "offered"
        ADMITTED = "admitted"
        DEFERRED = "deferred"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    PENDING = (Outcome.RECEIVED, Outcome.UNDER_REVIEW, Outcome.OFFERED, Outcome.DEFERRED)

    applicant = models.CharField(max_length=NAME)
    received = PartialDateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    note = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["received", "applicant"]
        constraints = [
            models.UniqueConstraint(fields=["applicant", "received"], name="application_once"),
        ]

    def __str__(self):
        return self.applicant

    @property
    def is_pending(self) -> bool:
        return not self.outcome or self.outcome in self.PENDING


class Consideration(models.Model):
    """A day on which the Group considered an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="considerations")
    position = models.PositiveIntegerField()
    date = PartialDateField()

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="consideration_position_once"),
        ]

    def __str__(self):
        return str(self.date)


auditlog.register(Application)
auditlog.register(Consideration)
