from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from agencies.models import Agency, Purpose
from chairmanship.models.term import Chairmanship
from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import TEXT, TITLE


class WorkplanActivityQuerySet(models.QuerySet):
    def of_term(self, term):
        """By its own word, else every activity whose time may overlap the term."""
        # Of a time with one known end no more is said than that end.
        begins = Q(starts__earliest__lte=term.ends) | Q(starts=None, ends__earliest__lte=term.ends)
        lasts = Q(ends__latest__gte=term.starts) | Q(ends=None, starts__latest__gte=term.starts)
        return self.filter(Q(term=term) | Q(term=None) & begins & lasts)


class WorkplanActivity(models.Model):
    """What the Group planned to do together."""

    class Status(Words):
        PLANNED = "planned"
        UNDER_WAY = "under way"
        DONE = "done"
        DROPPED = "dropped"

    title = models.CharField(max_length=TITLE)
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    objective = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    starts = PartialDateField("from", null=True, blank=True)
    ends = PartialDateField("to", null=True, blank=True)
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="activities_led"
    )
    partners = models.ManyToManyField(Agency, through="Partner", blank=True, related_name="activities_joined")
    status = models.CharField(max_length=20, choices=Status, blank=True)
    purposes = models.ManyToManyField(
        Purpose, through="ActivityPurpose", blank=True, related_name="activities"
    )

    objects = WorkplanActivityQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "title"]
        verbose_name_plural = "workplan activities"
        constraints = [
            models.UniqueConstraint(
                F("title"),
                Coalesce("starts", Value(""), output_field=models.CharField()),
                Coalesce("lead", Value(0)),
                name="activity_once",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__latest__gte=F("starts__earliest")),
                name="activity_ends_after_start",
                violation_error_message="An activity cannot end before it began.",
            ),
        ]

    def __str__(self):
        return self.title


class Partner(models.Model):
    """That an agency takes part in an activity."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "agency"], name="partner_once")]

    def __str__(self):
        return str(self.agency)


class ActivityPurpose(models.Model):
    """That an activity serves a purpose of the Group."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "purpose"], name="activity_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class Output(models.Model):
    """What an activity brought about, or should."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="outputs")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["activity", "position"]
        constraints = [models.UniqueConstraint(fields=["activity", "position"], name="output_position_once")]

    def __str__(self):
        return self.text


auditlog.register(WorkplanActivity, m2m_fields={"partners", "purposes"})
auditlog.register(Output)
