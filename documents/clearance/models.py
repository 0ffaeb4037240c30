"""A round of clearance, and the reply of each agency to it."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency
from agencies.people.said import Said, who_said
from documents.document.models import DocumentVersion
from foundation.dates import clock, hours
from foundation.text.lengths import NAME, TEXT


class RoundQuerySet(models.QuerySet):
    """Rounds by what the clock makes of them."""

    def valid(self):
        """Rounds that are not withdrawn."""
        return self.filter(withdrawn_at=None)

    def running(self):
        """Rounds that accept replies now."""
        return self.valid().filter(until__gt=clock.now())

    def unwritten(self):
        """Rounds whose deadline has passed and whose outcome is not saved yet."""
        return self.valid().filter(until__lte=clock.now(), outcome="")

    def with_rest(self):
        """Fetches with each round its document, the versions of the document, and the replies."""
        versions = DocumentVersion.objects.defer("text", "words")
        late = LateReply.objects.select_related("by", "decided_by")
        rows = Clearance.objects.select_related("agency", "replied_by").prefetch_related(
            models.Prefetch("late_replies", late)
        )
        return self.select_related("version__document__lead", "opened_by", "withdrawn_by").prefetch_related(
            models.Prefetch("version__document__versions", versions),
            "version__document__dissociations",
            models.Prefetch("clearances", rows),
        )


class Round(models.Model):
    """A round: agencies are asked to clear one version of a document by a deadline.

    The agencies are fixed when it opens. Silence is agreement, unless `express` is set. The clock decides the
    outcome; `outcome` only saves it later (`documents.clearance.outcomes`).
    """

    class Outcome(models.TextChoices):
        CLEARED = "cleared", pgettext_lazy("outcome of a clearance", "cleared")
        REMARKS = "with_comments", pgettext_lazy("outcome of a clearance", "agreed, with comments")
        NOT_CLEARED = "not_cleared", pgettext_lazy("outcome of a clearance", "not cleared")

    class Level(models.TextChoices):
        """Who clears for an agency. Whoever it is, its people reply in the same way."""

        FOCAL_POINT = "focal_point", pgettext_lazy("level of a clearance", "focal point")
        PRINCIPAL = "principal", pgettext_lazy("level of a clearance", "principal’s office")

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="rounds", verbose_name=gettext_lazy("version")
    )
    opened_at = models.DateTimeField(gettext_lazy("started"), default=clock.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("started by"),
    )
    until = models.DateTimeField(
        gettext_lazy("deadline"), help_text=gettext_lazy("A reply from this moment on is late.")
    )
    timezone = models.CharField(
        gettext_lazy("time zone"),
        max_length=60,
        help_text=gettext_lazy("The time zone in which the deadline was set."),
    )
    level = models.CharField(
        gettext_lazy("level of clearance"), max_length=20, choices=Level, default=Level.FOCAL_POINT
    )
    express = models.BooleanField(
        gettext_lazy("every agency has to reply"),
        default=False,
        help_text=gettext_lazy("Silence then does not count as agreement."),
    )
    note = models.TextField(
        gettext_lazy("note to the agencies"), blank=True, validators=[MaxLengthValidator(TEXT)]
    )
    extended_at = models.DateTimeField(
        gettext_lazy("extended"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When the deadline was last extended."),
    )
    withdrawn_at = models.DateTimeField(gettext_lazy("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("withdrawn by"),
    )
    reason = models.TextField(
        gettext_lazy("reason for withdrawal"), blank=True, validators=[MaxLengthValidator(TEXT)]
    )
    outcome = models.CharField(gettext_lazy("outcome"), max_length=30, choices=Outcome, blank=True)
    written_at = models.DateTimeField(gettext_lazy("outcome saved"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("clearance round")
        verbose_name_plural = gettext_lazy("clearance rounds")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="round_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", written_at=None) | (~Q(outcome="") & Q(written_at__isnull=False)),
                name="round_outcome_written_at",
            ),
        ]

    def __str__(self):
        return _("Clearance of %(document)s, version %(number)s") % {
            "document": self.version.document,
            "number": self.version.number,
        }

    @property
    def asks_principals(self) -> bool:
        """Whether the principals' offices are to clear it."""
        return self.level == self.Level.PRINCIPAL

    @property
    def is_running(self) -> bool:
        return not self.withdrawn_at and clock.now() < self.until

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed, even if no worker has saved the outcome yet."""
        return not self.withdrawn_at and clock.now() >= self.until

    @property
    def deadline(self) -> str:
        """ "Friday 7 May 2027, 18:00, Geneva time (UTC+2)"."""
        return hours.moment(self.until, self.timezone)


class Clearance(Said):
    """The reply of one agency to one round: it agrees to the text, or says why not."""

    class Reply(models.TextChoices):
        FINE = "no_objection", pgettext_lazy("reply to a clearance", "no objection")
        BUT = "with_comments", pgettext_lazy("reply to a clearance", "no objection, with comments")
        NO = "objection", pgettext_lazy("reply to a clearance", "objection")
        NOT_CONCERNED = "not_applicable", pgettext_lazy("reply to a clearance", "not applicable")
        MORE_TIME = "more_time", pgettext_lazy("reply to a clearance", "needs more time")
        BROKEN = "breaks_silence", pgettext_lazy("reply to a clearance", "breaks the silence")

    IN_NEED_OF_WORDS = {Reply.BUT, Reply.NO}
    AGREES = {Reply.FINE, Reply.BUT, Reply.NOT_CONCERNED}
    OBJECTS = {Reply.NO, Reply.BROKEN}

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="clearances", verbose_name=gettext_lazy("round")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="clearances", verbose_name=gettext_lazy("agency")
    )
    reached_at = models.DateTimeField(
        gettext_lazy("first asked"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When a focal point was first asked. Empty while there is none."),
    )
    reply = models.CharField(gettext_lazy("reply"), max_length=30, choices=Reply, blank=True)
    words = models.TextField(gettext_lazy("comments"), blank=True, validators=[MaxLengthValidator(TEXT)])
    replied_at = models.DateTimeField(gettext_lazy("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("replied by"),
    )
    cleared_by = models.CharField(
        gettext_lazy("cleared by"),
        max_length=NAME,
        blank=True,
        help_text=gettext_lazy("Who cleared it in the principal’s office."),
    )
    entered = models.BooleanField(
        gettext_lazy("entered on its behalf"),
        default=False,
        help_text=gettext_lazy("By somebody who does not act for the agency."),
    )
    received_on = models.DateField(
        gettext_lazy("received by e-mail"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "The day on which the agency sent its reply by e-mail, if somebody entered it."
        ),
    )
    withdrawn_at = models.DateTimeField(
        gettext_lazy("objection withdrawn"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When the agency withdrew its objection. Its comments stay."),
    )
    silent_consent = models.BooleanField(
        gettext_lazy("agreed by silence"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Whether its silence counted as agreement when the result was saved."),
    )

    class Meta:
        verbose_name = gettext_lazy("reply to a clearance")
        verbose_name_plural = gettext_lazy("replies to clearances")
        ordering = ["round", "agency__acronym"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="clearance_once"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="clearance_replied_at",
            ),
        ]

    def __str__(self):
        if not self.reply:
            return _("%(agency)s: no reply") % {"agency": self.agency}
        return _("%(agency)s: %(reply)s") % {"agency": self.agency, "reply": self.get_reply_display()}

    @property
    def who_said(self) -> str:
        """Who replied for the agency; a special assistant and a link are named."""
        return who_said(self.replied_by, self)

    @property
    def is_its_own(self) -> bool:
        """Whether the agency has replied itself, so that nobody else may change the reply."""
        return bool(self.reply) and not self.entered

    @property
    def undecided(self) -> "LateReply | None":
        """The late reply on which nobody has decided, or None. Uses prefetched `late_replies`."""
        return next((one for one in self.late_replies.all() if not one.decision), None)

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline, and was taken into account."""
        return any(
            one.decision == LateReply.Decision.COUNTED
            and one.at == self.replied_at
            and self.replied_at >= self.round.until
            for one in self.late_replies.all()
        )

    @property
    def objects_to_it(self) -> bool:
        """Whether the agency objects to the text, or breaks the silence."""
        return self.reply in self.OBJECTS


class LateReply(Said):
    """A reply that came after the deadline. It changes nothing until the lead agency or the chair decides."""

    class Decision(models.TextChoices):
        COUNTED = "counted", pgettext_lazy("decision on a late reply", "taken into account")
        NOTED = "noted", pgettext_lazy("decision on a late reply", "noted only")

    clearance = models.ForeignKey(
        Clearance,
        on_delete=models.PROTECT,
        related_name="late_replies",
        verbose_name=gettext_lazy("reply to a clearance"),
    )
    reply = models.CharField(gettext_lazy("reply"), max_length=30, choices=Clearance.Reply)
    words = models.TextField(gettext_lazy("comments"), blank=True, validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(gettext_lazy("replied"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("replied by"),
    )
    entered = models.BooleanField(gettext_lazy("entered on its behalf"), default=False)
    received_on = models.DateField(gettext_lazy("received by e-mail"), null=True, blank=True)
    decision = models.CharField(gettext_lazy("decision"), max_length=20, choices=Decision, blank=True)
    decided_at = models.DateTimeField(gettext_lazy("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("decided by"),
    )
    note = models.TextField(
        gettext_lazy("why it is noted only"), blank=True, validators=[MaxLengthValidator(TEXT)]
    )

    class Meta:
        verbose_name = gettext_lazy("late reply")
        verbose_name_plural = gettext_lazy("late replies")
        ordering = ["clearance", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clearance"], condition=Q(decision=""), name="late_reply_undecided_once"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="late_reply_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return _("%(agency)s: %(reply)s") % {
            "agency": self.clearance.agency,
            "reply": self.get_reply_display(),
        }

    @property
    def who_said(self) -> str:
        """Who replied for the agency; a special assistant and a link are named."""
        return who_said(self.by, self)

    @property
    def agency(self) -> Agency:
        return self.clearance.agency

    @property
    def round(self) -> Round:
        return self.clearance.round


auditlog.register(Round)
auditlog.register(LateReply)
auditlog.register(Clearance, exclude_fields=["cleared_by"])
