"""External events with their deadlines, and the Group's statements, contributions and briefings."""

import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency, Purpose
from agencies.register.fields import AgencyOfDay
from chairmanship.rotation.models import BelongingQuerySet, Chairmanship
from foundation.dates import clock, shown
from foundation.dates.partial import PartialDate, PartialDateField, bounds_of
from foundation.text.lengths import NAME, TEXT, TITLE
from foundation.text.words import listed


class Forum(models.Model):
    """A body to which the Group speaks regularly, such as the General Assembly or the Global Forum."""

    name = models.CharField(max_length=TITLE, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = gettext_lazy("forum")
        verbose_name_plural = gettext_lazy("forums")

    def __str__(self):
        return self.name


class OccasionQuerySet(models.QuerySet):
    """External events."""

    def ahead(self):
        """Those that are on today or to come, the next first."""
        return self.filter(Q(ends__gte=clock.today()) | Q(ends=None, starts__gte=clock.today()))

    def past(self):
        """Those that are over, the latest first."""
        return self.exclude(pk__in=self.ahead()).order_by(F("starts").desc(), "pk")

    def within(self, first, last):
        """Those with a day in that range, both ends included."""
        return self.annotate(until=Coalesce("ends", "starts")).filter(starts__lte=last, until__gte=first)


class Occasion(models.Model):
    """An external event where the Group may speak: a session, a forum, a conference, with its deadlines.

    What the Group said there is an `Event`, once it is said.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="occasions")
    title = models.CharField(max_length=TITLE, blank=True, help_text=gettext_lazy("If it has its own name."))
    starts = models.DateField(gettext_lazy("from"))
    ends = models.DateField(
        gettext_lazy("to"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The last day, if it lasts more than one day."),
    )
    city = models.CharField(max_length=NAME, blank=True)
    website = models.CharField(max_length=TITLE, blank=True, validators=[URLValidator(["http", "https"])])
    note = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = gettext_lazy("external event")
        verbose_name_plural = gettext_lazy("external events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="occasion_ends_after_start",
                violation_error_code="ends_early",
                violation_error_message=gettext_lazy("The event cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.title or str(self.forum)

    def get_absolute_url(self):
        return reverse("outside:occasion_detail", args=[self.pk])

    @property
    def last(self):
        return self.ends or self.starts

    @property
    def days(self) -> str:
        """Its days, such as "9 to 11 July 2007" or "9 July 2007"."""
        return shown.days(self.starts, self.last)


class Deadline(models.Model):
    """A day by which something is due for an external event."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="deadlines")
    day = models.DateField()
    what = models.CharField(max_length=TITLE)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self):
        return f"{PartialDate.of(self.day)}: {self.what}"

    @property
    def is_past(self) -> bool:
        return self.day < clock.today()


for model in (Forum, Occasion, Deadline):
    auditlog.register(model)


class EventQuerySet(BelongingQuerySet):
    """Statements, contributions and briefings."""

    def delivered(self):
        """Those that were delivered. One on a day to come is never shown as past."""
        return self.filter(date__earliest__lte=clock.today())


class Event(models.Model):
    """A statement, contribution or briefing of the Group."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", pgettext_lazy("said for the Group elsewhere", "statement")
        CONTRIBUTION = "contribution", pgettext_lazy("said for the Group elsewhere", "contribution")
        BRIEFING = "briefing", pgettext_lazy("said for the Group elsewhere", "briefing")

    kind = models.CharField(max_length=20, choices=Kind)
    date = PartialDateField()
    forum = models.CharField(max_length=TITLE)
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    city = models.CharField(max_length=NAME, blank=True)
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    delivered_by = AgencyOfDay(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        day=lambda event: event.date and event.date.latest,
    )
    by_troika = models.BooleanField(gettext_lazy("delivered by the troika"), default=False)
    troika = models.ManyToManyField(Agency, through="EventTroika", related_name="+")
    purposes = models.ManyToManyField(Purpose, through="EventPurpose", blank=True, related_name="events")

    # These fields are not in the format of the archives.
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    for_agency = models.BooleanField(gettext_lazy("for the agency only, not for the Group"), default=False)
    spoken_by = models.CharField(
        gettext_lazy("speaker"),
        max_length=TITLE,
        blank=True,
        help_text=gettext_lazy("Name and function, if known."),
    )
    text = models.TextField(
        gettext_lazy("text as delivered"), blank=True, validators=[MaxLengthValidator(TEXT * 5)]
    )
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=gettext_lazy("When the text was published.")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["date", "kind", "forum"]
        indexes = bounds_of("date", "event")
        constraints = [
            models.UniqueConstraint(fields=["kind", "date", "forum"], name="event_once"),
            models.CheckConstraint(
                condition=Q(by_troika=False) | Q(delivered_by=None), name="event_delivered_by_one"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.date}: {self.forum}"

    def get_absolute_url(self):
        return reverse("outside:event_detail", args=[self.pk])

    @property
    def is_delivered(self) -> bool:
        return self.date.earliest <= clock.today()

    @property
    def speaker(self) -> str:
        return _("the troika") if self.by_troika else str(self.delivered_by or "")

    @property
    def delivered(self) -> str:
        """By whom it was delivered: "delivered by the troika (UNHCR and IOM)"; empty if that is not known."""
        speakers = listed(self.speakers.all())
        if self.by_troika:
            return (
                _("delivered by the troika (%(agencies)s)") % {"agencies": speakers}
                if speakers
                else _("delivered by the troika")
            )
        if not self.delivered_by:
            return _("delivered by %(agencies)s") % {"agencies": speakers} if speakers else ""
        if speakers:
            return _("delivered by %(agency)s (%(agencies)s)") % {
                "agency": self.delivered_by,
                "agencies": speakers,
            }
        return _("delivered by %(agency)s") % {"agency": self.delivered_by}


def _day_of_event(row: models.Model) -> dt.date | None:
    return row.event.date.latest if row._meta.get_field("event").is_cached(row) else None


class EventTroika(models.Model):
    """An agency of the troika that spoke, as recorded. The rotation only proposes it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="speakers")
    position = models.PositiveIntegerField()
    agency = AgencyOfDay(Agency, on_delete=models.PROTECT, related_name="+", day=_day_of_event)

    class Meta:
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="event_troika_position_once"),
        ]

    def __str__(self):
        return str(self.agency)


class EventPurpose(models.Model):
    """A purpose of the Group that a statement, contribution or briefing serves."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "purpose"], name="event_purpose_once")]

    def __str__(self):
        return str(self.purpose)


# The speaker is a person, who can be erased.
auditlog.register(Event, exclude_fields=["spoken_by"], m2m_fields={"purposes"})
auditlog.register(EventTroika)
