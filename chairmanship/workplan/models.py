"""The workplan: activities with their outputs and notes, and agreed plans."""

import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency, Purpose
from chairmanship.outside.models import Event
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock, shown
from foundation.dates.partial import PartialDateField
from foundation.text.lengths import TEXT, TITLE


class WorkplanActivityQuerySet(models.QuerySet):
    """Activities, by their dates, their status and the terms that they belong to."""

    def between(self, first: dt.date, last: dt.date):
        """Those whose dates may overlap these days, both included."""
        # If only one end is known, it counts for both.
        begins = Q(starts__earliest__lte=last) | Q(starts=None, ends__earliest__lte=last)
        lasts = Q(ends__latest__gte=first) | Q(ends=None, starts__latest__gte=first)
        return self.filter(begins & lasts)

    def of_term(self, term):
        """Those that name the term, else those whose dates may overlap it."""
        overlapping = self.filter(term=None).between(term.starts, term.ends)
        return self.filter(Q(term=term) | Q(pk__in=overlapping.values("pk")))

    def current(self, on: dt.date):
        """Those that are unfinished, have no dates, or end in the year of that day or later."""
        year = dt.date(on.year, 1, 1)
        ahead = Q(ends__latest__gte=year) | Q(ends=None, starts__latest__gte=year)
        return self.filter(ahead | Q(status__in=WorkplanActivity.UNFINISHED) | Q(starts=None, ends=None))

    def late(self, on: dt.date):
        """Those that should have ended and are unfinished, or should have begun and are still planned."""
        over = Q(status__in=WorkplanActivity.UNFINISHED, ends__latest__lt=on)
        return self.filter(over | Q(status=WorkplanActivity.Status.PLANNED, starts__latest__lt=on))

    def by_objective(self):
        """In the order of the workplan: by objective, then by start. Those without a start come last."""
        return self.order_by("objective", F("starts").asc(nulls_last=True), "title", "pk")

    def unfinished(self):
        """Those that are planned or under way. Without a status nothing is known, so nothing is asked."""
        return self.filter(status__in=WorkplanActivity.UNFINISHED)

    def planned_for(self, term):
        """Those that are agreed at the start of a term: its own, and all that are unfinished."""
        return self.filter(
            Q(pk__in=self.of_term(term).values("pk")) | Q(status__in=WorkplanActivity.UNFINISHED)
        )

    def in_hand(self, term):
        """Those of the term, and those that earlier terms left unfinished, which pass on automatically."""
        earlier = Q(term__ends__lt=term.starts) | Q(term=None, ends__latest__lt=term.starts)
        passed_on = self.unfinished().filter(earlier)
        return self.filter(Q(pk__in=self.of_term(term).values("pk")) | Q(pk__in=passed_on.values("pk")))


class WorkplanActivity(models.Model):
    """What the Group plans to do together."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("status of an activity", "planned")
        UNDER_WAY = "under_way", pgettext_lazy("status of an activity", "under way")
        DONE = "done", pgettext_lazy("status of an activity", "done")
        DROPPED = "dropped", pgettext_lazy("status of an activity", "dropped")

    UNFINISHED = (Status.PLANNED, Status.UNDER_WAY)

    title = models.CharField(max_length=TITLE)
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    objective = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    starts = PartialDateField(gettext_lazy("from"), null=True, blank=True)
    ends = PartialDateField(gettext_lazy("to"), null=True, blank=True)
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="activities_led"
    )
    partners = models.ManyToManyField(Agency, through="Partner", blank=True, related_name="activities_joined")
    status = models.CharField(max_length=20, choices=Status, blank=True)
    purposes = models.ManyToManyField(
        Purpose, through="ActivityPurpose", blank=True, related_name="activities"
    )
    events = models.ManyToManyField(Event, through="ActivityEvent", blank=True, related_name="activities")

    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = WorkplanActivityQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "title"]
        verbose_name = gettext_lazy("workplan activity")
        verbose_name_plural = gettext_lazy("workplan activities")
        constraints = [
            models.UniqueConstraint(
                F("title"),
                Coalesce("starts", Value(""), output_field=models.CharField()),
                Coalesce("lead", Value(0)),
                name="activity_once",
                violation_error_message=gettext_lazy(
                    "There is already an activity with this title, start and lead agency."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__latest__gte=F("starts__earliest")),
                name="activity_ends_after_start",
                violation_error_code="ends_early",
                violation_error_message=gettext_lazy("An activity cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workplan:activity_detail", args=[self.pk])

    @property
    def period(self) -> str:
        """For example "January to June 2026" or "from March 2026", as far as known; else ""."""
        if self.starts and self.ends and self.starts != self.ends:
            first = str(self.starts)
            if self.starts.year == self.ends.year and self.starts.month and self.ends.month:
                form = "MONTH_DAY_FORMAT" if self.starts.day else "MONTH_FORMAT"
                first = shown.day(self.starts.earliest, form)
            return shown.between(first, str(self.ends))
        if self.starts:
            return str(self.starts) if self.ends else _("from %(date)s") % {"date": self.starts}
        return _("until %(date)s") % {"date": self.ends} if self.ends else ""

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def late(self) -> str:
        """What is late today, in words; "" if nothing is."""
        today = clock.today()
        if self.is_unfinished and self.ends and self.ends.latest < today:
            return _("was due to end by %(date)s") % {"date": self.ends}
        if self.status == self.Status.PLANNED and self.starts and self.starts.latest < today:
            return _("was due to begin by %(date)s") % {"date": self.starts}
        return ""


class Partner(models.Model):
    """An agency that takes part in an activity."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "agency"], name="partner_once")]

    def __str__(self):
        return str(self.agency)


class ActivityPurpose(models.Model):
    """A purpose of the Group that an activity serves."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "purpose"], name="activity_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class ActivityEvent(models.Model):
    """A statement, contribution or briefing that came out of an activity."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "event"], name="activity_event_once")]

    def __str__(self):
        return str(self.event)


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


auditlog.register(WorkplanActivity, m2m_fields={"partners", "purposes", "events"})
auditlog.register(Output)


class ActivityNote(models.Model):
    """A note on an activity by its agency or the chair, or a change of its status."""

    activity = models.ForeignKey(WorkplanActivity, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    status = models.CharField(max_length=20, choices=WorkplanActivity.Status, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty for the chair."),
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(status=""), name="activity_note_says_something")
        ]

    def __str__(self):
        return self.text or self.get_status_display()


class PassingNote(models.Model):
    """The outgoing chair's note to the next one on an activity that its term leaves unfinished."""

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
    """The workplan as agreed for a term. It is kept as facts, so that later changes do not affect it."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="agreed_plans")
    number = models.PositiveIntegerField()
    agreed_at = models.DateTimeField(default=clock.now)
    agreed_by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Empty if the portal recorded it automatically."),
    )
    activities = models.JSONField(default=list)

    class Meta:
        ordering = ["-term__starts", "-number"]
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="agreed_plan_number_once")]

    def __str__(self):
        return _("Workplan of %(term)s, version %(number)s") % {"term": self.term, "number": self.number}

    def get_absolute_url(self):
        return reverse("workplan:plan_detail", args=[self.pk])


for model in (ActivityNote, PassingNote, AgreedPlan):
    auditlog.register(model)
