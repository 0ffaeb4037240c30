from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.models import Agency
from chairmanship.models.forum import Occasion
from chairmanship.models.term import BelongingQuerySet, Chairmanship
from foundation import clock
from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import NAME, TEXT, TITLE


class EventQuerySet(BelongingQuerySet):
    def delivered(self):
        """What was done: of a day to come nothing is told as if it had been."""
        return self.filter(date__earliest__lte=clock.today())


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

    # What the portal keeps beyond the format of the archives.
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    for_agency = models.BooleanField("for the agency only, not for the Group", default=False)
    spoken_by = models.CharField(
        "who spoke", max_length=TITLE, blank=True, help_text="Name and capacity, as far as is known."
    )
    text = models.TextField("text as delivered", blank=True, validators=[MaxLengthValidator(TEXT * 5)])
    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Since when everybody can read the text."
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()

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

    def get_absolute_url(self):
        return reverse("outside:event_detail", args=[self.pk])

    @property
    def is_delivered(self) -> bool:
        return self.date.earliest <= clock.today()

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


auditlog.register(Event, exclude_fields=["spoken_by"])  # a person, who can be forgotten
auditlog.register(EventTroika)
