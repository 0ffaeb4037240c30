"""Proposals for agendas, with their purposes, files and supports."""

import datetime as dt

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency, Purpose
from agencies.people.rules import own_agencies, reads_as_group, reads_as_secretariat
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.files.storage import StoredFile
from foundation.text.lengths import TEXT, TITLE
from meetings.agenda.models import AgendaItem, Asked
from meetings.meeting.models import Meeting


class ProposalQuerySet(models.QuerySet):
    """Proposals, by who may see them and what they wait for."""

    def undecided(self):
        """Those that wait for an answer. A deferred one waits again, for the next chair if need be."""
        return self.filter(answer__in=Proposal.UNDECIDED)

    def visible_to(self, user):
        """What the user may see: people of the Group see all proposals and their answers.

        Only the agency's own people, the troika and the secretariat see one that is withdrawn.
        """
        if user.is_superuser or reads_as_secretariat.test(user) or is_troika.test(user):
            return self
        if not reads_as_group.test(user):
            return self.none()
        return self.filter(~Q(answer=Proposal.Answer.WITHDRAWN) | Q(proposed_by__in=own_agencies(user)))

    def unanswered_too_long(self):
        """Those without an answer for ten days (`PATIENCE`) or longer, the oldest first."""
        since = clock.now() - Proposal.PATIENCE
        return self.filter(answer=Proposal.Answer.NONE, proposed_at__lte=since).order_by("proposed_at", "pk")

    def waiting_for(self, meeting):
        """The undecided ones that the chair may answer for that meeting.

        These are the ones proposed for it. If the meeting is ahead, they include those for no meeting, or for
        one that is past or cancelled, unless they were deferred from this meeting or a later one.
        """
        today = clock.today()
        mine = Q(meeting=meeting)
        if meeting.stage != Meeting.Stage.CANCELLED and meeting.date.latest >= today:
            adrift = Q(meeting=None) | Q(meeting__stage=Meeting.Stage.CANCELLED)
            adrift |= Q(meeting__date__latest__lt=today)
            before = Q(deferred_from=None) | Q(deferred_from__date__latest__lt=meeting.date.latest)
            mine |= adrift & before
        return self.undecided().filter(mine)

    def answered_for(self, meeting):
        """Those that were answered for that meeting, the latest first."""
        on_it = Q(meeting=meeting) | Q(item__meeting=meeting)
        answered = [Proposal.Answer.TAKEN_UP, Proposal.Answer.MERGED, Proposal.Answer.DECLINED]
        put_off = Q(answer=Proposal.Answer.DEFERRED, deferred_from=meeting)
        return self.filter((Q(answer__in=answered) & on_it) | put_off).order_by("-answered_at", "-pk")

    def newly_answered_for(self, user):
        """The answers of the last 14 days (`NEWS`) to proposals of the user's agencies, the latest first.

        They are shown for a fixed time: opening a page changes nothing.
        """
        since = clock.now() - Proposal.NEWS
        rows = self.filter(answer__in=Proposal.ANSWERS, answered_at__gt=since, answered_at__lte=clock.now())
        return rows.filter(proposed_by__in=own_agencies(user)).order_by("-answered_at", "-pk")

    def with_what_is_shown(self):
        """Fetches all that a line of a list shows."""
        return self.select_related(
            "proposed_by", "meeting", "item__meeting", "merged_into", "answered_by", "entered_by"
        ).prefetch_related(models.Prefetch("supports", Support.objects.select_related("agency")))


class Proposal(models.Model):
    """A topic that a member proposes to the chair. Every proposal gets an answer."""

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("answer to a proposal", "not yet answered")
        TAKEN_UP = "taken_up", pgettext_lazy("answer to a proposal", "accepted")
        MERGED = "merged", pgettext_lazy("answer to a proposal", "merged")
        DEFERRED = "deferred", pgettext_lazy("answer to a proposal", "deferred")
        DECLINED = "declined", pgettext_lazy("answer to a proposal", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("answer to a proposal", "withdrawn")

    # A deferred proposal comes up again. The chair can reopen an answered one, but not a withdrawn one.
    UNDECIDED = (Answer.NONE, Answer.DEFERRED)
    PATIENCE = dt.timedelta(days=10)  # after this it is shown as waiting too long
    NEWS = dt.timedelta(days=14)  # how long an answer is shown on the home page
    ANSWERS = {Answer.TAKEN_UP, Answer.MERGED, Answer.DEFERRED, Answer.DECLINED}
    TRANSITIONS = {
        Answer.NONE: ANSWERS | {Answer.WITHDRAWN},
        Answer.DEFERRED: ANSWERS | {Answer.WITHDRAWN, Answer.NONE},
        Answer.TAKEN_UP: {Answer.NONE},
        Answer.MERGED: {Answer.NONE},
        Answer.DECLINED: {Answer.NONE},
        Answer.WITHDRAWN: set(),
    }

    title = models.CharField(max_length=TITLE)
    proposed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(default=clock.now)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        help_text=gettext_lazy("Leave empty for the next suitable meeting."),
    )
    deferred_from = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=gettext_lazy("The meeting it was last deferred from; it comes up again after that one."),
    )
    reason = models.TextField(gettext_lazy("why now"), blank=True, validators=[MaxLengthValidator(TEXT)])
    asked = models.CharField(gettext_lazy("for"), max_length=20, choices=Asked, blank=True)
    purposes = models.ManyToManyField(
        Purpose, through="ProposalPurpose", blank=True, related_name="proposals"
    )
    invite = models.CharField(gettext_lazy("invited participants"), max_length=TITLE, blank=True)
    entered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_behalf = models.BooleanField(
        default=False, help_text=gettext_lazy("Entered for the agency by the chair or the secretariat.")
    )
    answer = models.CharField(max_length=20, choices=Answer, blank=True, default=Answer.NONE)
    answer_reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("proposals:proposal_detail", args=[self.pk])

    @property
    def supported_by(self) -> list[Agency]:
        """The other members that support the topic, in the order in which they did."""
        return [support.agency for support in self.supports.all()]

    @property
    def merged_with(self) -> "Proposal | AgendaItem | None":
        """What it was merged with; None if the members may not know of that item."""
        item = self.item if self.item and self.item.members_know else None
        return self.merged_into or item

    @property
    def answer_by(self) -> dt.datetime:
        """When the chair should have answered, aware."""
        return self.proposed_at + self.PATIENCE

    @property
    def waits_too_long(self) -> bool:
        """Whether it has had no answer for ten days (`PATIENCE`) or longer."""
        return self.answer == self.Answer.NONE and self.answer_by <= clock.now()

    @property
    def is_undecided(self) -> bool:
        return self.answer in self.UNDECIDED


class ProposalPurpose(models.Model):
    """A purpose of the Group that a proposed topic serves."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "purpose"], name="proposal_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class ProposalFile(StoredFile):
    """A file that came with a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="files")

    class Meta:
        ordering = ["proposal", "pk"]


class Support(models.Model):
    """The support of another member for a proposed topic."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="supports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=TITLE, blank=True)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(
        default=False, help_text=gettext_lazy("Entered for the agency by the chair or the secretariat.")
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "agency"], name="support_once")]

    def __str__(self):
        return _("%(agency)s supports %(topic)s") % {"agency": self.agency, "topic": self.proposal}


auditlog.register(Support)
auditlog.register(Proposal, m2m_fields={"purposes"})
auditlog.register(ProposalFile)
