import datetime as dt
import re

from auditlog.registry import auditlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency
from agencies.register.fields import AgencyOfDay
from foundation.dates import clock, shown
from foundation.text import rich
from foundation.text.lengths import TEXT, TITLE, VisibleLength


class BelongingQuerySet(models.QuerySet):
    """Of what belongs to a term: to the one it names, else to the one in which its date lies wholly."""

    date_field = "date"

    def of_term(self, term):
        return self.of_terms([term])

    def of_terms(self, terms):
        """Those that belong to any of the terms."""
        first, last = f"{self.date_field}__earliest__gte", f"{self.date_field}__latest__lte"
        within = Q(pk=None)
        for term in terms:
            within |= Q(**{first: term.starts, last: term.ends})
        return self.filter(Q(term__in=terms) | Q(term=None) & within)

    def within(self, starts: dt.date, ends: dt.date):
        """Those whose date may lie between these days, both included."""
        first, last = f"{self.date_field}__latest__gte", f"{self.date_field}__earliest__lte"
        return self.filter(**{first: starts, last: ends})


def _last_day_so_far(term: "Chairmanship") -> dt.date:
    return min(term.ends, clock.today())


class ChairmanshipQuerySet(models.QuerySet):
    def by_slug(self, slug: str) -> "Chairmanship":
        """The term of that slug, such as `iom-2007-01`. Raises `DoesNotExist`."""
        agency, _, month = slug.rpartition("-")
        agency, _, year = agency.rpartition("-")
        if not (re.fullmatch(r"[0-9]{4}", year) and re.fullmatch(r"[0-9]{2}", month) and int(year)):
            raise self.model.DoesNotExist(slug)  # also what is no year of the calendar
        for term in self.filter(agency__slug=agency, starts__year=int(year), starts__month=int(month)):
            if term.slug == slug:
                return term
        raise self.model.DoesNotExist(slug)


class Chairmanship(models.Model):
    """A term: an agency chairs the Group from a day to a day, both included.

    A past term shows the agency as it was called at its end.
    """

    class Capacity(models.TextChoices):
        CHAIR = "chair", pgettext_lazy("how an agency holds the chair", "chair")
        INTERIM = "interim", pgettext_lazy("how an agency holds the chair", "interim chair")
        CO_CHAIR = "co_chair", pgettext_lazy("how an agency holds the chair", "co-chair")

    agency = AgencyOfDay(Agency, on_delete=models.PROTECT, related_name="chairmanships", day=_last_day_so_far)
    starts = models.DateField(gettext_lazy("from"))
    ends = models.DateField(gettext_lazy("to"), help_text=gettext_lazy("The last day of the term."))
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.CHAIR)
    coordinated_by = AgencyOfDay(
        Agency,
        day=_last_day_so_far,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The part of a collective member that coordinates the term."),
    )
    theme = models.CharField(max_length=TITLE, blank=True)
    objective = models.TextField(blank=True, validators=[VisibleLength(TEXT)])

    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = ChairmanshipQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("term")
        verbose_name_plural = gettext_lazy("terms")
        ordering = ["starts", "agency__acronym"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "starts"], name="term_once"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="term_ends_after_start",
                violation_error_code="ends_early",
                violation_error_message=gettext_lazy("A term cannot end before it begins."),
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
        return shown.period(self.starts, self.ends)

    @property
    def months(self) -> str:
        """The term in short, "January to June 2007"."""
        return shown.months(self.starts, self.ends)

    @property
    def has_begun(self) -> bool:
        return self.starts <= clock.today()

    @property
    def narrative_is_out(self) -> bool:
        """Whether everybody who signs in may read the narrative: the term is over and its report issued."""
        return self.ends < clock.today() and self.reports.filter(state="issued").exists()

    @property
    def is_history(self) -> bool:
        """Whether it was over before handovers were kept here: what is told of it came with an archive."""
        longest = dt.timedelta(days=settings.HANDOVER_DAYS)
        return self.ends < clock.today() - longest and not hasattr(self, "handover")

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
                    _(
                        "%(agency)s is chair from %(period)s. Two agencies can chair at the same time only "
                        "as co-chairs."
                    )
                    % {"agency": other.agency, "period": other.period}
                )
        same = others.filter(
            agency=self.agency, starts__year=self.starts.year, starts__month=self.starts.month
        ).first()
        if same:
            raise ValidationError(
                _("%(agency)s already has a term that begins in that month (%(period)s).")
                % {"agency": self.agency, "period": same.period}
            )


class ReportSection(models.Model):
    """What somebody decided on a section of a term's report; without a row, it is as the portal proposes it.

    `position` is its place among the sections once somebody has moved one, `is_shown` whether it is in the
    report. `read_at` is when one of the chair's people opened it.
    """

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="report_sections")
    slug = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField(null=True)
    is_shown = models.BooleanField(null=True)
    read_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["term", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["term", "slug"], name="report_section_once")]

    def __str__(self):
        return self.slug


class ReportParagraph(models.Model):
    """A paragraph of a section: the chair's own, or what became of one that the portal drafts. See ADR 25.

    A drafted one has its `key`. Without `text` it says what the portal says; with `text` the chair took it
    over, and `said` is what the portal said then.
    """

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="paragraphs")
    section = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True, validators=[VisibleLength(TEXT)])
    said = models.TextField(blank=True)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["term", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "section", "key"], condition=~Q(key=""), name="report_paragraph_once"
            ),
            models.CheckConstraint(
                condition=~Q(key="") | ~Q(text=""), name="report_paragraph_says_something"
            ),
            models.CheckConstraint(
                condition=Q(is_removed=False) | (Q(text="") & ~Q(key="")), name="report_paragraph_removed"
            ),
        ]

    def __str__(self):
        return rich.plain(self.text) or self.key

    @property
    def is_own(self) -> bool:
        """Whether the chair wrote it without a draft."""
        return not self.key


class _OwnIn(models.Manager):
    """The chair's own paragraphs in some sections, without images: archives and lists of points have none."""

    def __init__(self, *sections: str):
        super().__init__()
        self.sections = sections

    def get_queryset(self):
        own = super().get_queryset().filter(section__in=self.sections, key="")
        return own.exclude(text__startswith="<img")


class Level(models.TextChoices):
    """The sections on what a term achieved, as an archive names them."""

    NATIONAL = "national", pgettext_lazy("level of an achievement", "national")
    REGIONAL = "regional", pgettext_lazy("level of an achievement", "regional")
    GLOBAL = "global", pgettext_lazy("level of an achievement", "global")
    POLICY = "policy", pgettext_lazy("level of an achievement", "policy")
    INSTITUTIONAL = "institutional", pgettext_lazy("level of an achievement", "institutional")
    ENGAGEMENT = "engagement", pgettext_lazy("level of an achievement", "engagement")


class Achievement(ReportParagraph):
    """What the chair wrote of an achievement. Its section is a `Level`."""

    objects = _OwnIn(*Level.values)

    class Meta:
        proxy = True


class Challenge(ReportParagraph):
    """What the chair wrote of a challenge."""

    objects = _OwnIn("challenges")

    class Meta:
        proxy = True

    def save(self, *args, **kwargs):
        self.section = "challenges"
        super().save(*args, **kwargs)


class Recommendation(ReportParagraph):
    """An idea that was discussed, as the chair wrote it."""

    objects = _OwnIn("ideas")

    class Meta:
        proxy = True

    def save(self, *args, **kwargs):
        self.section = "ideas"
        super().save(*args, **kwargs)


for model in (Chairmanship, ReportSection, ReportParagraph):
    auditlog.register(model)
