"""Decisions and action points."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.people.said import Said, who_said
from foundation.corrections import Correctable
from foundation.dates import clock
from foundation.dates.partial import PartialDateField
from foundation.text.lengths import TEXT
from foundation.text.searching import Searched, WordsField
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import SEES, audience_of
from meetings.meeting.models import Meeting


class LineQuerySet(models.QuerySet):
    """Decisions or action points."""

    def visible_to(self, user):
        """Those that the user may read."""
        return self.filter(
            item__meeting__in=Meeting.objects.with_minutes_for(user).values("pk"),
            item__restricted__in=SEES[audience_of(user)],
        )

    def for_audience(self, audience):
        """Those on items that this audience may read."""
        return self.filter(item__restricted__in=SEES[audience])


class DecisionQuerySet(LineQuerySet):
    """Decisions."""

    def standing(self):
        """Those that were not entered in error."""
        return self.filter(corrected_at=None)

    def numbered(self):
        """Each with its `number`: its place among the decisions of its meeting, counted from 1."""
        earlier = Q(item__position__lt=OuterRef("item__position"))
        earlier |= Q(item=OuterRef("item"), position__lte=OuterRef("position"))
        of_meeting = Decision.objects.filter(earlier, item__meeting=OuterRef("item__meeting"))
        counted = of_meeting.order_by().values("item__meeting").annotate(count=Count("pk"))
        return self.annotate(number=Subquery(counted.values("count")))

    def with_successors(self, among):
        """Each with its `successor` and those that it `replaced`, of those that the reader may read."""
        named = among.standing().numbered().select_related("item__meeting")
        return self.prefetch_related(
            Prefetch("superseded_by", named, to_attr="successor"),
            Prefetch("supersedes", named, to_attr="replaced"),
        )


class Decision(Correctable, Searched):
    """What the Group decided on an item, and what happened to the decision.

    One that was entered in error stays in its place, struck out, until the minutes are adopted.
    """

    class State(models.TextChoices):
        IN_FORCE = "", pgettext_lazy("state of a decision", "in force")
        DONE = "done", pgettext_lazy("state of a decision", "implemented")
        SUPERSEDED = "superseded", pgettext_lazy("state of a decision", "superseded")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    state = models.CharField(max_length=20, choices=State, blank=True, default=State.IN_FORCE)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    note = models.TextField(
        blank=True, validators=[MaxLengthValidator(TEXT)], help_text=_("What became of the decision.")
    )

    words = WordsField("text")

    number: int  # set by `numbered`
    successor: "Decision | None"  # set by `with_successors`
    replaced: "list[Decision]"  # set by `with_successors`

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="decision_position_once"),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state="superseded"), name="decision_superseded_by_one"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def named(self) -> str:
        """What it is called within a sentence: "decision 4 of the principals meeting of 3 May 2027".

        It needs `numbered`.
        """
        what = {"number": self.number, "meeting": self.item.meeting.named}
        return _("decision %(number)s of %(meeting)s") % what

    @property
    def status(self) -> str:
        """Its state in words, with the decision that supersedes it if the reader may read that one.

        It needs `with_successors`.
        """
        if self.successor:
            return _("superseded by %(decision)s") % {"decision": self.successor.named}
        return str(self.get_state_display())


class ActionQuerySet(LineQuerySet):
    """Action points."""

    def open(self):
        """Those that are not known to be done."""
        return self.exclude(done=True)


class Action(Said, Searched):
    """An action point. It belongs to an agency or an office; a mail finds the people when it is sent."""

    class Office(models.TextChoices):
        CHAIR = "chair", gettext_lazy("the chair")
        SECRETARIAT = "secretariat", gettext_lazy("the secretariat")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    office = models.CharField(max_length=20, choices=Office, blank=True)
    due = PartialDateField(null=True, blank=True)
    done = models.BooleanField(null=True)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Empty in entries by link from before the portal recorded whose link it was."),
    )
    reported_on_behalf = models.BooleanField(default=False, editable=False)
    report = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text=_("Progress, in the words of whoever is responsible."),
    )
    words = WordsField("text")
    may_report: bool  # set by `reportable`: whether the reader may report on it

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["item__meeting__date", "item__meeting", "item__position", "position"]
        indexes = [models.Index(models.F("due__latest"), name="action_due_latest")]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="action_position_once"),
            models.CheckConstraint(condition=Q(agency=None) | Q(office=""), name="action_has_one_owner"),
            models.CheckConstraint(
                condition=Q(reported_by=None) | Q(reported_at__isnull=False), name="action_reported_at_a_time"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def who_said(self) -> str:
        """Who reported, and whether by link; "" if nobody is known."""
        return who_said(self.reported_by, self)

    @property
    def owner(self) -> str:
        """Who is responsible: an agency, an office, or "" for nobody yet."""
        return str(self.agency or self.get_office_display())

    @property
    def is_late(self) -> bool:
        """Whether its due date has passed and it is not known to be done."""
        return bool(not self.done and self.due and self.due.latest < clock.today())


for model in (Decision, Action):
    auditlog.register(model, exclude_fields=["words"])
