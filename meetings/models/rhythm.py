import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.models import Agency
from agencies.rules import is_of_group, is_secretariat, own_agencies
from chairmanship.rules import is_troika
from foundation import clock
from foundation.dates import PartialDateField
from foundation.fields import NAME, TEXT, TITLE
from meetings.models.meeting import Meeting


class Rhythm(models.Model):
    """How the Group usually meets: what the portal goes by when it plans ahead. One row, or the defaults.

    That regular meetings are quarterly, and that the working level may prepare them, is of the terms of
    reference; the rest is custom.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    city = models.CharField(max_length=NAME, default="Geneva")
    venue = models.CharField(max_length=NAME, blank=True)
    months_ahead = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text="How far ahead dates are proposed, within the running and the next term.",
    )
    principals_a_quarter = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(3)])
    principals_hour = models.TimeField(default=dt.time(15))
    principals_length = models.PositiveSmallIntegerField(default=180, help_text="In minutes.")
    working_a_quarter = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(3)])
    weeks_before = models.PositiveSmallIntegerField(
        default=3, help_text="How many weeks the working level meets before the principals that it prepares."
    )
    working_hour = models.TimeField(default=dt.time(10))
    working_length = models.PositiveSmallIntegerField(default=150, help_text="In minutes.")
    topics_days = models.PositiveSmallIntegerField(
        default=21, help_text="How many days before a meeting its topics should be proposed."
    )
    agenda_days = models.PositiveSmallIntegerField(
        default=14, help_text="How many days before a meeting its agenda should be published."
    )
    papers_days = models.PositiveSmallIntegerField(
        default=7, help_text="How many days before a meeting its papers should be there."
    )
    symbols = models.BooleanField(
        "number the papers", default=False, help_text="Gives each paper a symbol such as GMG/2026/WL/3."
    )

    class Meta:
        verbose_name_plural = "rhythm"
        constraints = [models.CheckConstraint(condition=Q(only=True), name="rhythm_is_one")]

    def __str__(self):
        return "rhythm of the meetings"

    @classmethod
    def current(cls) -> "Rhythm":
        """The Group's own, or the defaults, not saved."""
        return cls.objects.first() or cls()


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the chair has neither confirmed nor dropped, and whose day has not come."""
        return self.filter(meeting=None, dropped_at=None, date__gt=clock.today())


class Suggestion(models.Model):
    """A date that the portal proposes to the chair for a regular meeting, and why.

    It is no meeting until it is confirmed. The place in the rhythm (quarter, level, number) is proposed once:
    what was dropped stays dropped.
    """

    quarter = models.DateField(help_text="Its first day.")
    level = models.CharField(max_length=20, choices=Meeting.Level)
    number = models.PositiveSmallIntegerField(default=1)
    date = models.DateField()
    time = models.TimeField()
    timezone = models.CharField(max_length=60)
    city = models.CharField(max_length=NAME, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In minutes.")
    why = models.TextField(help_text="Why this day, and which others were passed over.")
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


class MeetingRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An agency sees its own; the chair's people, the troika and the secretariat see all."""
        if user.is_superuser or is_troika.test(user) or is_secretariat.test(user):
            return self
        return self.filter(asked_by__in=own_agencies(user)) if is_of_group.test(user) else self.none()

    def waiting(self):
        """Those for which the chair has neither planned a meeting nor said why not."""
        return self.filter(answer=MeetingRequest.Answer.NONE, meeting=None)


class MeetingRequest(models.Model):
    """That a member, or somebody from outside, asks the chair for a meeting.

    While a meeting is only planned for it, it is linked and not yet answered: that the meeting is called is
    the answer.
    """

    class Answer(models.TextChoices):
        NONE = "", "not yet answered"
        CALLED = "called"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    TRANSITIONS = {
        Answer.NONE: {Answer.CALLED, Answer.DECLINED, Answer.WITHDRAWN},
        Answer.CALLED: {Answer.NONE},  # a call that was taken back before anybody heard of it
        Answer.DECLINED: {Answer.NONE},
        Answer.WITHDRAWN: set(),
    }

    subject = models.CharField(max_length=TITLE)
    asked_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_requests"
    )
    asked_from_outside = models.CharField(
        max_length=TITLE, blank=True, help_text="Who asks, where it is nobody of the Group."
    )
    level = models.CharField(max_length=20, choices=Meeting.Level, default=Meeting.Level.WORKING)
    wished = PartialDateField(null=True, blank=True)
    reason = models.TextField("why", blank=True, validators=[MaxLengthValidator(TEXT)])
    entered_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=20, choices=Answer, blank=True, default=Answer.NONE)
    answer_reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(asked_from_outside=""), name="request_asked_by_one"
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("meetings:request_detail", args=[self.pk])

    @property
    def asker(self) -> str:
        """Who asks: an agency by its acronym, or somebody from outside in their words."""
        return str(self.asked_by or self.asked_from_outside)

    @property
    def is_open(self) -> bool:
        """Not yet answered, whether or not a meeting is being planned for it."""
        return self.answer == self.Answer.NONE

    @property
    def is_waiting(self) -> bool:
        return self.is_open and self.meeting_id is None


for model in (Rhythm, Suggestion, MeetingRequest):
    auditlog.register(model)
