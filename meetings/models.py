import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from agencies.models import Agency, Purpose
from chairmanship.models import BelongingQuerySet, Chairmanship
from foundation import clock
from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import NAME, TEXT, TITLE


class MeetingQuerySet(BelongingQuerySet):
    def public(self):
        """What anybody may know of: that the Group met, when and where."""
        return self.all()


class Meeting(models.Model):
    """A meeting of the Group. Its hour and its zone are kept only where they are known."""

    class Level(models.TextChoices):
        PRINCIPALS = "principals", "principals"
        WORKING = "working", "working level"

    class Kind(Words):
        REGULAR = "regular"
        AD_HOC = "ad hoc"

    class Minutes(Words):
        DRAFT = "draft"
        CIRCULATED = "circulated"
        ADOPTED = "adopted"

    level = models.CharField(max_length=20, choices=Level)
    date = PartialDateField()
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    time = models.TimeField(null=True, blank=True, help_text="At the place of the meeting.")
    timezone = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=NAME, blank=True)
    venue = models.CharField(max_length=NAME, blank=True)
    by_video = models.BooleanField("also by video", default=False)
    video_address = models.CharField(
        max_length=TITLE * 4, blank=True, validators=[URLValidator(["http", "https"])]
    )
    title = models.CharField(max_length=TITLE, blank=True)
    purpose = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    convened_at_request_of = models.CharField(max_length=TITLE, blank=True)
    minutes = models.CharField(max_length=20, choices=Minutes, blank=True)
    adopted_on = PartialDateField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["date", "time", "level", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("level"),
                F("date"),
                F("kind"),
                Coalesce("time", Value(dt.time(0, 0, 0, 1))),  # no hour is an hour of its own
                F("city"),
                name="meeting_once",
            ),
            models.CheckConstraint(
                condition=Q(video_address="") | Q(by_video=True), name="meeting_address_means_video"
            ),
        ]

    def __str__(self):
        return self.title or f"{self.get_level_display().capitalize()} meeting, {self.date}"


class Guest(models.Model):
    """Who was heard from outside of the Group."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    position = models.PositiveIntegerField()
    organization = models.CharField(max_length=NAME)
    name = models.CharField(max_length=NAME, blank=True)
    capacity = models.CharField(max_length=TITLE, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="guest_position_once")]

    def __str__(self):
        return f"{self.name}, {self.organization}" if self.name else self.organization


class Attendance(models.Model):
    """That somebody was there for an agency, or was expected and was not."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    position = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME, blank=True)
    capacity = models.CharField(max_length=TITLE, blank=True)
    present = models.BooleanField(null=True)

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="attendance_position_once")
        ]

    def __str__(self):
        return f"{self.agency} at {self.meeting}"


class AgendaItem(models.Model):
    """A point of the agenda, with what the minutes say on it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    proposed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purposes = models.ManyToManyField(Purpose, through="ItemPurpose", blank=True, related_name="agenda_items")
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    minutes = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT * 5)])

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="item_position_once")]

    def __str__(self):
        return self.title


class ItemPurpose(models.Model):
    """That an item serves a purpose of the Group."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "purpose"], name="item_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class Decision(models.Model):
    """What the Group decided on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="decision_position_once")]

    def __str__(self):
        return self.text


class ActionQuerySet(models.QuerySet):
    def open(self):
        """Not known to be done."""
        return self.exclude(done=True)


class Action(models.Model):
    """What somebody is to do. It belongs to an agency or an office, and finds its people when it is sent."""

    class Office(models.TextChoices):
        CHAIR = "chair", "the chair"
        SECRETARIAT = "secretariat", "the secretariat"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    office = models.CharField(max_length=20, choices=Office, blank=True)
    due = PartialDateField(null=True, blank=True)
    done = models.BooleanField(null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="action_position_once"),
            models.CheckConstraint(condition=Q(agency=None) | Q(office=""), name="action_has_one_owner"),
        ]

    def __str__(self):
        return self.text

    @property
    def owner(self) -> str:
        return str(self.agency or self.get_office_display())


class ProposalQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(answer=Proposal.Answer.NONE)


class Proposal(models.Model):
    """A topic that a member puts to the chair. Every proposal gets an answer."""

    class Answer(models.TextChoices):
        NONE = "", "not yet answered"
        TAKEN_UP = "taken up"
        MERGED = "merged"
        DEFERRED = "deferred"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    title = models.CharField(max_length=TITLE)
    proposed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(default=clock.now)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="Empty: for the next suitable one.",
    )
    reason = models.TextField("why now", blank=True, validators=[MaxLengthValidator(TEXT)])
    answer = models.CharField(max_length=20, choices=Answer, blank=True, default=Answer.NONE)
    answer_reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return self.title


auditlog.register(AgendaItem, m2m_fields={"purposes"})
for model in (Meeting, Guest, Attendance, Decision, Action, Proposal):
    auditlog.register(model)
