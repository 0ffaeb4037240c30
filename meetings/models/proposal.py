from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.models import Agency, Purpose
from agencies.rules import agencies_of, is_of_group, is_secretariat
from chairmanship.rules import is_troika
from foundation import clock
from foundation.fields import NAME, TEXT, TITLE
from meetings.models.agenda import AgendaItem, Asked
from meetings.models.meeting import Meeting


class ProposalQuerySet(models.QuerySet):
    def undecided(self):
        """Those that wait for an answer. One that was put off waits again, for the next chair if need be."""
        return self.filter(answer__in=Proposal.UNDECIDED)

    def visible_to(self, user):
        """What a person of the Group may see: everything that was proposed, with its answer.

        What was withdrawn only the agency's own people, the troika and the secretariat still see.
        """
        if user.is_superuser or is_secretariat.test(user) or is_troika.test(user):
            return self
        if not is_of_group.test(user):
            return self.none()
        return self.filter(~Q(answer=Proposal.Answer.WITHDRAWN) | Q(proposed_by__in=own_agencies(user)))

    def waiting_for(self, meeting):
        """The undecided ones that the chair may answer for that meeting.

        Those put to it; and those put to none, or to one that is over or off, unless they were put off to
        later than this one.
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
        """Those that were answered with that meeting in view, the latest first."""
        on_it = Q(meeting=meeting) | Q(item__meeting=meeting)
        answered = [Proposal.Answer.TAKEN_UP, Proposal.Answer.MERGED, Proposal.Answer.DECLINED]
        put_off = Q(answer=Proposal.Answer.DEFERRED, deferred_from=meeting)
        return self.filter((Q(answer__in=answered) & on_it) | put_off).order_by("-answered_at", "-pk")

    def with_what_is_shown(self):
        """All that a line of a list tells, fetched at once."""
        return self.select_related(
            "proposed_by", "meeting", "item__meeting", "merged_into", "answered_by", "entered_by"
        )


class Proposal(models.Model):
    """A topic that a member puts to the chair. Every proposal gets an answer."""

    class Answer(models.TextChoices):
        NONE = "", "not yet answered"
        TAKEN_UP = "taken up"
        MERGED = "merged"
        DEFERRED = "deferred"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    # A deferred one comes up again. What is answered the chair can open again; what is withdrawn stays so.
    UNDECIDED = (Answer.NONE, Answer.DEFERRED)
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
        help_text="Empty: for the next suitable one.",
    )
    deferred_from = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The meeting from which it was last put off; it comes up again after that one.",
    )
    reason = models.TextField("why now", blank=True, validators=[MaxLengthValidator(TEXT)])
    asked = models.CharField("what is asked", max_length=20, choices=Asked, blank=True)
    purposes = models.ManyToManyField(
        Purpose, through="ProposalPurpose", blank=True, related_name="proposals"
    )
    invite = models.CharField("whom to invite", max_length=TITLE, blank=True)
    entered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_behalf = models.BooleanField(
        default=False, help_text="Entered by the chair's people or the secretariat for the agency."
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
    def is_undecided(self) -> bool:
        return self.answer in self.UNDECIDED


def own_agencies(user) -> frozenset[int]:
    """The agencies that a person acts for today, and the collective members of which those are parts."""
    mine = agencies_of(user)
    if not mine:
        return mine
    kept = getattr(user, "_own_agencies", None)
    if kept is None or kept[0] != mine:
        parents = Agency.objects.filter(parts__in=mine).values_list("pk", flat=True)
        kept = user._own_agencies = mine, mine | frozenset(parents)
    return kept[1]


class ProposalPurpose(models.Model):
    """That a proposed topic serves a purpose of the Group."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "purpose"], name="proposal_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class ProposalFile(models.Model):
    """A file that came with a proposal. Kept outside of the web root; a view decides who may have it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to="proposals/")
    name = models.CharField(max_length=NAME)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=clock.now)
    uploaded_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["proposal", "pk"]

    def __str__(self):
        return self.name


auditlog.register(Proposal, m2m_fields={"purposes"})
auditlog.register(ProposalFile)
