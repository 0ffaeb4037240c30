from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from agencies.models import Agency, Purpose
from foundation import clock
from foundation.fields import NAME, TEXT, TITLE
from meetings.models.agenda import AgendaItem, Asked
from meetings.models.meeting import Meeting


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
