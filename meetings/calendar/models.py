"""The rhythm of the meetings, and suggested dates."""

import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.text.lengths import NAME
from meetings.meeting.models import Meeting


class Rhythm(models.Model):
    """How the Group usually meets, for planning ahead. There is one row, or the defaults.

    The terms of reference say that regular meetings are quarterly, and that the working level may prepare
    them. The rest is custom.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    city = models.CharField(max_length=NAME, default="Geneva")
    venue = models.CharField(max_length=NAME, blank=True)
    months_ahead = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=gettext_lazy("How far ahead dates are suggested, within the current and the next term."),
    )
    principals_a_quarter = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(3)])
    principals_hour = models.TimeField(default=dt.time(15))
    principals_length = models.PositiveSmallIntegerField(default=180, help_text=gettext_lazy("In minutes."))
    working_a_quarter = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(3)])
    weeks_before = models.PositiveSmallIntegerField(
        default=3, help_text=gettext_lazy("How many weeks before the principals the working level meets.")
    )
    working_hour = models.TimeField(default=dt.time(10))
    working_length = models.PositiveSmallIntegerField(default=150, help_text=gettext_lazy("In minutes."))
    notice_days = models.PositiveSmallIntegerField(
        default=28,
        help_text=gettext_lazy("How many days before a meeting invitations should go out."),
    )
    topics_days = models.PositiveSmallIntegerField(
        default=21, help_text=gettext_lazy("How many days before a meeting topics should be proposed.")
    )
    agenda_days = models.PositiveSmallIntegerField(
        default=14, help_text=gettext_lazy("How many days before a meeting the agenda should be published.")
    )
    papers_days = models.PositiveSmallIntegerField(
        default=7, help_text=gettext_lazy("How many days before a meeting papers should be available.")
    )
    symbols = models.BooleanField(
        gettext_lazy("number papers"),
        default=False,
        help_text=gettext_lazy("Gives each paper a symbol with the year, the level and a number."),
    )

    class Meta:
        verbose_name_plural = gettext_lazy("regular schedule")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="rhythm_is_one")]

    def __str__(self):
        return _("regular schedule of meetings")

    @classmethod
    def current(cls) -> "Rhythm":
        """Returns the Group's rhythm, or the defaults, not saved."""
        return cls.objects.first() or cls()


class SuggestionQuerySet(models.QuerySet):
    """Suggested dates."""

    def waiting(self):
        """Those ahead that the chair has neither confirmed nor dropped, as far as terms are known."""
        last = Chairmanship.objects.order_by("-ends").values("ends")[:1]
        return self.filter(
            meeting=None, dropped_at=None, date__gt=clock.today(), date__lte=models.Subquery(last)
        )


class Suggestion(models.Model):
    """A date that the portal suggests to the chair for a regular meeting, and why.

    It becomes a meeting when it is confirmed. Each place in the rhythm (quarter, level, number) has one
    suggestion at most. What was dropped stays dropped; what nobody answered in time is suggested again.
    """

    quarter = models.DateField(help_text=gettext_lazy("Its first day."))
    level = models.CharField(max_length=20, choices=Meeting.Level)
    number = models.PositiveSmallIntegerField(default=1)
    date = models.DateField()
    time = models.TimeField()
    timezone = models.CharField(max_length=60)
    city = models.CharField(max_length=NAME, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, help_text=gettext_lazy("In minutes."))
    why = models.TextField(help_text=gettext_lazy("Why this day, and which other days were ruled out."))
    made_at = models.DateTimeField(default=clock.now)
    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestion"
    )
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "level"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "level", "number"], name="suggestion_once"),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(dropped_at=None), name="suggestion_confirmed_or_dropped"
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()}, {self.date}"


for model in (Rhythm, Suggestion):
    auditlog.register(model)
