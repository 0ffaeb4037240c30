from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import formats

from agencies.models import Agency, Application, Purpose
from foundation import clock
from foundation.choices import Words
from foundation.dates import PartialDate, PartialDateField, period
from foundation.fields import NAME, TEXT, TITLE


class BelongingQuerySet(models.QuerySet):
    """For what belongs to a term: by its own word, else by a date that lies wholly within."""

    date_field = "date"

    def of_term(self, term):
        first, last = f"{self.date_field}__earliest__gte", f"{self.date_field}__latest__lte"
        return self.filter(Q(term=term) | Q(**{"term": None, first: term.starts, last: term.ends}))


class ChairmanshipQuerySet(models.QuerySet):
    def in_order(self):
        """The terms that count in the order of chairs: not the interims, which extend one."""
        return self.exclude(capacity=Chairmanship.Capacity.INTERIM)

    def by_slug(self, slug: str) -> "Chairmanship":
        """The term of that slug, such as `iom-2007-01`. Raises `DoesNotExist`."""
        agency, _, month = slug.rpartition("-")
        agency, _, year = agency.rpartition("-")
        if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
            raise self.model.DoesNotExist(slug)
        for term in self.filter(agency__slug=agency, starts__year=int(year), starts__month=int(month)):
            if term.slug == slug:
                return term
        raise self.model.DoesNotExist(slug)


class Chairmanship(models.Model):
    """A term: that an agency chairs the Group from a day to a day, both included."""

    class Capacity(Words):
        CHAIR = "chair"
        INTERIM = "interim"
        CO_CHAIR = "co-chair"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="chairmanships")
    starts = models.DateField("from")
    ends = models.DateField("to", help_text="Its last day.")
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.CHAIR)
    coordinated_by = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The part of a collective member that coordinates its term.",
    )
    theme = models.CharField(max_length=TITLE, blank=True)
    objective = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    objects = ChairmanshipQuerySet.as_manager()

    class Meta:
        verbose_name = "term"
        ordering = ["starts", "agency__acronym"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "starts"], name="term_once"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="term_ends_after_start",
                violation_error_message="A term cannot end before it began.",
            ),
        ]

    def __str__(self):
        return f"{self.agency}, {self.period}"

    def get_absolute_url(self):
        return reverse("chairmanship:term_detail", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{self.agency.slug}-{self.starts:%Y-%m}"

    @property
    def period(self) -> str:
        """The term with its days, "1 January to 30 June 2007"."""
        return period(self.starts, self.ends)

    @property
    def months(self) -> str:
        """The term in short, "January to June 2007"."""
        first, last = (
            PartialDate(self.starts.year, self.starts.month),
            PartialDate(self.ends.year, self.ends.month),
        )
        if first == last:
            return str(last)
        return f"{formats.date_format(self.starts, 'F' if first.year == last.year else 'F Y')} to {last}"

    def clean(self):
        """Refuses what the database refuses on PostgreSQL only, and two terms of one slug."""
        if not (self.agency_id and self.starts and self.ends):
            return
        others = Chairmanship.objects.exclude(pk=self.pk)
        if self.capacity == self.Capacity.CHAIR:
            other = others.filter(
                capacity=self.Capacity.CHAIR, starts__lte=self.ends, ends__gte=self.starts
            ).first()
            if other:
                raise ValidationError(
                    f"{other.agency} is chair from {other.period}. Two agencies can share the chair only as "
                    "co-chairs."
                )
        same = others.filter(
            agency=self.agency, starts__year=self.starts.year, starts__month=self.starts.month
        ).first()
        if same:
            raise ValidationError(
                f"{self.agency} has a term that began in that month already ({same.period})."
            )


class TermLine(models.Model):
    """A paragraph of what a chair says of its term, in order."""

    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])

    class Meta:
        abstract = True
        ordering = ["term", "position"]
        constraints = [models.UniqueConstraint(fields=["term", "position"], name="%(class)s_position_once")]

    def __str__(self):
        return self.text


class Achievement(TermLine):
    class Level(Words):
        NATIONAL = "national"
        REGIONAL = "regional"
        GLOBAL = "global"
        POLICY = "policy"
        INSTITUTIONAL = "institutional"
        ENGAGEMENT = "engagement"

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="achievements")
    level = models.CharField(max_length=20, choices=Level)


class Challenge(TermLine):
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="challenges")


class Recommendation(TermLine):
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="recommendations")


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


class Event(models.Model):
    """What the Group did before others: a statement, a contribution or a briefing."""

    class Kind(Words):
        STATEMENT = "statement"
        CONTRIBUTION = "contribution"
        BRIEFING = "briefing"

    kind = models.CharField(max_length=20, choices=Kind)
    date = PartialDateField()
    forum = models.CharField(max_length=TITLE)
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    city = models.CharField(max_length=NAME, blank=True)
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    delivered_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_troika = models.BooleanField("delivered by the troika", default=False)
    troika = models.ManyToManyField(Agency, through="EventTroika", related_name="+")

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["date", "kind", "forum"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "date", "forum"], name="event_once"),
            models.CheckConstraint(
                condition=Q(by_troika=False) | Q(delivered_by=None), name="event_delivered_by_one"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.date}: {self.forum}"

    @property
    def speaker(self) -> str:
        return "the troika" if self.by_troika else str(self.delivered_by or "")


class EventTroika(models.Model):
    """The troika of an event as it was recorded. The rotation only proposes one."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="speakers")
    position = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="event_troika_position_once"),
        ]

    def __str__(self):
        return str(self.agency)


class ApplicationTerm(models.Model):
    """The term in which an application came before the Group, where that was recorded by its name."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="recorded_term")
    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="recorded_applications")

    def __str__(self):
        return f"{self.application} in {self.term}"


class HandoverReport(models.Model):
    """A version of what a chair leaves behind, with the facts that it was made from.

    A term has at most one draft, made anew as often as wanted; once issued a report never changes, and
    a correction is a new version.
    """

    class State(Words):
        DRAFT = "draft"
        ISSUED = "issued"

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    as_at = models.DateField(null=True, editable=False, help_text="The day whose knowledge it holds.")
    facts = models.JSONField(default=dict, blank=True, editable=False)
    pdf = models.FileField(upload_to="reports/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    requested_at = models.DateTimeField(default=clock.now, editable=False)
    requested_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(null=True, editable=False)
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["term", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["term", "version"], name="report_version_once"),
            models.UniqueConstraint(fields=["term"], condition=Q(state="draft"), name="report_one_draft"),
            models.CheckConstraint(
                condition=(Q(made_at=None) & Q(pdf="") & Q(sha256=""))
                | (Q(made_at__isnull=False) & ~Q(pdf="") & ~Q(sha256="")),
                name="report_made_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", issued_at=None)
                | Q(state="issued", issued_at__isnull=False, as_at__isnull=False),
                name="report_issued_whole",
            ),
        ]

    def __str__(self):
        return f"Handover report of {self.term}, version {self.version}"

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def filename(self) -> str:
        """What the file is called on a reader's own machine."""
        state = "" if self.is_issued else "-draft"
        return f"gmg-handover-report-{self.term.slug}-v{self.version}{state}.pdf"


for model in (Chairmanship, Achievement, Challenge, Recommendation, Output, EventTroika, ApplicationTerm):
    auditlog.register(model)
auditlog.register(WorkplanActivity, m2m_fields={"partners", "purposes"})
auditlog.register(Event)
auditlog.register(HandoverReport, exclude_fields=["facts"])
