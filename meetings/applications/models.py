"""The Group's decisions on applications."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

from agencies.models import Application, Membership
from foundation.corrections import Correctable, Standing
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.mail.letters import RECALL
from foundation.text.lengths import TEXT
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting

LETTER = 2 * TEXT  # a letter has the reason in it, and more


class ApplicationDecision(Correctable):
    """What the Group decided on an application, and the meeting that decided it.

    `objects` has the decisions that count; `entered` also has those that were entered in error. A refusal has
    a `letter` to the applicant, who knows nothing of it until the letter has gone. `effects` has the keys of
    what recording it changed, so that it can be put right.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="application_decisions"
    )
    outcome = models.CharField(max_length=20, choices=Application.Outcome)
    date = models.DateField()
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    recorded_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    line = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    effects = models.JSONField(default=dict, blank=True, editable=False)
    letter = models.TextField(blank=True, validators=[MaxLengthValidator(LETTER)])
    letter_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    letter_sent_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = Standing()
    entered = models.Manager()

    class Meta:
        ordering = ["date", "pk"]

    def __str__(self):
        return _("%(applicant)s: %(outcome)s") % {
            "applicant": self.application,
            "outcome": self.get_outcome_display(),
        }

    @property
    def batch(self) -> str:
        """The batch of the mails about it, which can be recalled for a minute."""
        return f"application-decision-{self.pk}"

    @property
    def correction_batch(self) -> str:
        """The batch of the mails about its correction."""
        return f"application-correction-{self.pk}"

    @property
    def letter_batch(self) -> str:
        """The batch of its letter."""
        return f"application-letter-{self.pk}"

    @property
    def is_withheld(self) -> bool:
        """Whether the applicant does not know of it yet: its letter is a draft, or can still be undone."""
        if not self.letter:
            return False
        return self.letter_sent_at is None or clock.now() < self.letter_sent_at + RECALL

    @property
    def awaits_letter(self) -> bool:
        """Whether its letter is still to be sent. An applicant that withdrew meanwhile gets none."""
        declined = self.application.outcome == Application.Outcome.DECLINED
        return bool(self.letter) and self.letter_sent_at is None and not self.corrected_at and declined

    @property
    def where(self) -> str:
        """For example "at the principals meeting of 8 June 2007", or "on 9 June 2007".

        A meeting that the members do not know of is not named.
        """
        day = PartialDate.of(self.date)
        if self.meeting is None or not self.meeting.members_know:
            return _("on %(day)s") % {"day": day}
        if self.meeting.date == day:
            return _("at %(meeting)s") % {"meeting": self.meeting.named}
        return _("on %(day)s, at %(meeting)s") % {"day": day, "meeting": self.meeting.named}


auditlog.register(ApplicationDecision, exclude_fields=["effects"])
