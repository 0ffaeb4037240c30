import datetime as dt
from zoneinfo import ZoneInfo

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.people.rules import reads_as_group, reads_as_secretariat
from chairmanship.models import BelongingQuerySet, Chairmanship
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.dates.partial import PartialDateField, bounds_of
from foundation.text.lengths import NAME, TEXT, TITLE
from foundation.text.searching import Searched, WordsField


class MeetingQuerySet(BelongingQuerySet):
    def public(self):
        """What anybody may know of: that the Group met, when and where."""
        return self.filter(stage=Meeting.Stage.CALLED, date__earliest__lte=clock.today())

    def visible_to(self, user):
        """What a person of the Group may see: what is still planned only the troika and the secretariat."""
        if not (user.is_superuser or reads_as_group.test(user) or is_troika.test(user)):
            return self.none()
        if user.is_superuser or is_troika.test(user) or reads_as_secretariat.test(user):
            return self
        # What was cancelled before it was called, they never heard of.
        return self.exclude(stage=Meeting.Stage.PLANNED).exclude(
            stage=Meeting.Stage.CANCELLED, called_at=None
        )

    def with_minutes_for(self, user):
        """Those whose minutes, decisions and actions a person may read."""
        found = self.visible_to(user)
        if user.is_superuser or is_troika.test(user) or reads_as_secretariat.test(user):
            return found
        return found.exclude(Q(agenda_state=Meeting.Agenda.PRIVATE) | Q(minutes=Meeting.Minutes.DRAFT))

    def convened(self):
        """What a report and an archive tell of: not what is still planned, nor what was cancelled."""
        return self.filter(stage=Meeting.Stage.CALLED)

    def with_open_words(self):
        """Those whose agenda and minutes a report may tell: not what the chair is still writing.

        A draft that came with an archive is a record of its time; one that is written here was called here.
        """
        private = Q(agenda_state=Meeting.Agenda.PRIVATE)
        return self.convened().exclude(private | Q(minutes=Meeting.Minutes.DRAFT, called_at__isnull=False))

    def ahead(self):
        """Those that are called or planned from today on and have no minutes yet, the next first."""
        return self.exclude(stage=Meeting.Stage.CANCELLED).filter(date__latest__gte=clock.today(), minutes="")

    def behind(self):
        """Those whose day has passed, and those of today that have minutes."""
        return self.filter(Q(date__latest__lt=clock.today()) | ~Q(minutes=""))


class Meeting(Searched):
    """A meeting of the Group. Its hour and its zone are kept only where they are known."""

    class Level(models.TextChoices):
        PRINCIPALS = "principals", pgettext_lazy("level of a meeting", "principals")
        WORKING = "working", pgettext_lazy("level of a meeting", "working level")

    class Kind(models.TextChoices):
        REGULAR = "regular", pgettext_lazy("kind of meeting", "regular")
        AD_HOC = "ad_hoc", pgettext_lazy("kind of meeting", "ad hoc")

    class Stage(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("stage of a meeting", "planned")
        CALLED = "called", pgettext_lazy("stage of a meeting", "convened")
        CANCELLED = "cancelled", pgettext_lazy("stage of a meeting", "cancelled")

    class Agenda(models.TextChoices):
        PRIVATE = "private", pgettext_lazy("state of an agenda", "draft")
        PROVISIONAL = "provisional", pgettext_lazy("state of an agenda", "provisional")
        ADOPTED = "adopted", pgettext_lazy("state of an agenda", "adopted")

    class Minutes(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of the minutes", "draft")
        CIRCULATED = "circulated", pgettext_lazy("state of the minutes", "circulated")
        ADOPTED = "adopted", pgettext_lazy("state of the minutes", "adopted")

    # The changes of each state that are allowed. Circulated minutes can be circulated again, and taken back
    # as long as nobody was told of them.
    TRANSITIONS = {
        "stage": {
            Stage.PLANNED: {Stage.CALLED, Stage.CANCELLED},
            Stage.CALLED: {Stage.CANCELLED},
            Stage.CANCELLED: {Stage.PLANNED},
        },
        "agenda_state": {
            Agenda.PRIVATE: {Agenda.PROVISIONAL, Agenda.ADOPTED},
            Agenda.PROVISIONAL: {Agenda.ADOPTED},
        },
        "minutes": {
            "": {Minutes.DRAFT, Minutes.CIRCULATED},
            Minutes.DRAFT: {Minutes.CIRCULATED, Minutes.ADOPTED},
            Minutes.CIRCULATED: {Minutes.CIRCULATED, Minutes.ADOPTED, Minutes.DRAFT},
        },
    }

    level = models.CharField(max_length=20, choices=Level)
    date = PartialDateField()
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    time = models.TimeField(
        null=True, blank=True, help_text=gettext_lazy("Local time at the place of the meeting.")
    )
    timezone = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=NAME, blank=True)
    venue = models.CharField(max_length=NAME, blank=True)
    by_video = models.BooleanField(gettext_lazy("also by video"), default=False)
    video_address = models.CharField(
        max_length=TITLE * 4, blank=True, validators=[URLValidator(["http", "https"])]
    )
    title = models.CharField(max_length=TITLE, blank=True)
    purpose = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    convened_at_request_of = models.CharField(max_length=TITLE, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, help_text=gettext_lazy("In minutes."))
    presides = models.CharField(gettext_lazy("chaired by"), max_length=TITLE, blank=True)
    room_contact = models.CharField(
        max_length=TITLE,
        blank=True,
        help_text=gettext_lazy("Who can help on the day, and how to reach them."),
    )
    dial_in = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text=gettext_lazy("Numbers and codes. Shown to everyone invited."),
    )
    topics_until = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("The deadline for proposing topics.")
    )
    papers_until = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("The deadline for papers.")
    )
    sequence = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=gettext_lazy("The number of its calendar entry. It rises with each change sent out."),
    )
    undo = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("What the last change of date replaced, with the replies, for Undo."),
    )
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.CALLED)
    called_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("When the members were told. Empty for meetings from before the portal."),
    )
    agenda_state = models.CharField(max_length=20, choices=Agenda, default=Agenda.ADOPTED)
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("When the provisional agenda was published."),
    )
    minutes = models.CharField(max_length=20, choices=Minutes, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True, editable=False)
    circulations = models.PositiveSmallIntegerField(default=0, editable=False)
    comments_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("When circulated minutes are adopted, unless they were adopted earlier."),
    )
    next_adopts = models.BooleanField(
        default=False,
        help_text=gettext_lazy("The next meeting is to adopt the circulated minutes."),
    )
    without_adoption = models.BooleanField(
        default=False,
        editable=False,
        help_text=gettext_lazy("It adopts no earlier minutes: the chair removed that item from its agenda."),
    )
    adopted_on = PartialDateField(null=True, blank=True)
    adopted_at = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopts",
        help_text=gettext_lazy("The meeting that adopted the minutes."),
    )
    given_over_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("When its minutes were given over to the chair after the term."),
    )
    given_over_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    words = WordsField("title", "city", "venue", "purpose", "convened_at_request_of")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["date", "time", "level", "pk"]
        indexes = bounds_of("date", "meeting")
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
            models.CheckConstraint(
                condition=Q(given_over_at=None, given_over_by=None)
                | Q(given_over_at__isnull=False, given_over_by__isnull=False),
                name="meeting_given_over_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title or _("%(meeting)s, %(date)s") % {"meeting": self.of_level, "date": self.date}

    def get_absolute_url(self):
        return reverse("meetings:meeting_detail", args=[self.pk])

    @property
    def of_level(self) -> str:
        """What a meeting of its level is called: "Principals meeting"."""
        return _("Principals meeting") if self.level == self.Level.PRINCIPALS else _("Working-level meeting")

    @property
    def named(self) -> str:
        """What it is called within a sentence: "the principals meeting of 8 June 2007"."""
        if self.title:
            words = _("“%(title)s” of %(date)s")
        elif self.level == self.Level.PRINCIPALS:
            words = _("the principals meeting of %(date)s")
        else:
            words = _("the working-level meeting of %(date)s")
        return words % {"title": self.title, "date": self.date}

    @property
    def has_begun(self) -> bool:
        """Its day has come and, where the hour is known, so has the hour: it can have minutes."""
        return self.starts_at <= clock.now() if self.starts_at else self.date.earliest <= clock.today()

    @property
    def is_over(self) -> bool:
        """Nobody is called to it any more: from its hour on or, where none is known, from the day after."""
        return self.starts_at <= clock.now() if self.starts_at else self.date.latest < clock.today()

    @property
    def members_know(self) -> bool:
        """Whether the members have heard of it: not while it is a plan, nor if it was cancelled as one."""
        if self.stage == self.Stage.CANCELLED:
            return self.called_at is not None
        return self.stage != self.Stage.PLANNED

    @property
    def has_open_words(self) -> bool:
        """Whether a report may tell its agenda and minutes, and who was there: `with_open_words`, of one."""
        is_draft = self.minutes == self.Minutes.DRAFT and self.called_at is not None
        return not is_draft and self.agenda_state != self.Agenda.PRIVATE

    @property
    def is_on_record(self) -> bool:
        """Whether anybody may read what it was for and who was heard: its minutes stand, or it is of old."""
        return self.minutes_stand or self.called_at is None

    @property
    def agenda_is_out(self) -> bool:
        """Whether the members have it: a meeting that is only planned is seen by nobody but the troika."""
        return self.stage != self.Stage.PLANNED and self.agenda_state != self.Agenda.PRIVATE

    @property
    def minutes_are_out(self) -> bool:
        """Whether the members have them. What was entered of old has no state, and is no draft."""
        return self.agenda_is_out and self.minutes != self.Minutes.DRAFT

    @property
    def takes_comments(self) -> bool:
        """Circulated, and the date not passed."""
        return self.minutes == self.Minutes.CIRCULATED and not self.minutes_stand

    @property
    def starts_at(self) -> dt.datetime | None:
        """The moment at which it begins, aware, where day, hour and zone are known."""
        if not (self.date.day and self.time and self.timezone):
            return None
        return dt.datetime.combine(self.date.earliest, self.time, ZoneInfo(self.timezone))

    @property
    def ends_at(self) -> dt.datetime | None:
        """The moment at which it is to end, aware; a change of the clock in between counts."""
        if not (self.starts_at and self.length):
            return None
        ends = self.starts_at.astimezone(dt.UTC) + dt.timedelta(minutes=self.length)
        return ends.astimezone(self.starts_at.tzinfo)

    @property
    def minutes_stand(self) -> bool:
        """Adopted, or circulated with a date that has passed: by the clock, whether or not a worker ran.

        Minutes that wait for the next meeting stand when it adopts them.
        """
        if self.minutes == self.Minutes.ADOPTED:
            return True
        return (
            self.minutes == self.Minutes.CIRCULATED
            and not self.next_adopts
            and self.comments_until is not None
            and self.comments_until <= clock.now()
        )


auditlog.register(Meeting, exclude_fields=["undo", "words"])  # Undo holds names of people for a minute


def day_of_meeting(row: models.Model) -> dt.date | None:
    """Returns the last possible day of the meeting that the row belongs to; None if that is not loaded."""
    date = row.meeting.date if row._meta.get_field("meeting").is_cached(row) else None
    return date and date.latest
