"""The mailbox that is read, and the messages that came by it."""

import datetime as dt

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.dates import clock
from foundation.models import Mail
from foundation.text.lengths import NAME, TITLE

LEASE = dt.timedelta(minutes=3)  # longer than the server may take for one message


class Mailbox(models.Model):
    """How far a mailbox is read, and who reads it now."""

    name = models.CharField(max_length=TITLE, unique=True)
    validity = models.PositiveBigIntegerField(default=0, help_text=_("UIDVALIDITY of the server."))
    last_uid = models.PositiveBigIntegerField(default=0)
    trying_uid = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    error = models.CharField(max_length=TITLE, blank=True)
    left_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When a flood was last left there.")
    )
    holder = models.UUIDField(null=True, editable=False)
    held_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self):
        return f"mailbox {self.pk}"


class Received(models.Model):
    """A message that came by e-mail. Nothing of it is recorded until somebody confirms it.

    Only a bounce that names a mail which we sent to that address marks it by itself.
    """

    class Kind(models.TextChoices):
        BOUNCE = "bounce", pgettext_lazy("kind of a received e-mail", "not delivered")
        AUTOMATIC = "automatic", pgettext_lazy("kind of a received e-mail", "automatic reply")
        CALENDAR = "calendar", pgettext_lazy("kind of a received e-mail", "reply by calendar")
        REPLY = "reply", pgettext_lazy("kind of a received e-mail", "reply")
        OTHER = "other", pgettext_lazy("kind of a received e-mail", "other")
        NOT_UNDERSTOOD = "not_understood", pgettext_lazy("kind of a received e-mail", "not readable")

    class State(models.TextChoices):
        WAITS = "waits", pgettext_lazy("state of a received e-mail", "to confirm")
        NOTED = "noted", pgettext_lazy("state of a received e-mail", "nothing to do")
        RECORDED = "recorded", pgettext_lazy("state of a received e-mail", "recorded")
        SET_ASIDE = "set_aside", pgettext_lazy("state of a received e-mail", "set aside")
        NOT_OURS = "not_ours", pgettext_lazy("state of a received e-mail", "not for the Group")

    # Recorded stays: what was recorded is changed on its own page.
    TRANSITIONS: dict[str, set[State]] = {
        State.WAITS: {State.RECORDED, State.SET_ASIDE, State.NOT_OURS},
        State.NOTED: {State.RECORDED, State.SET_ASIDE, State.NOT_OURS},
        State.SET_ASIDE: {State.WAITS},
        State.NOT_OURS: {State.WAITS},
    }

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages")
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.WAITS)
    received_at = models.DateTimeField(default=clock.now)
    put_away = models.BooleanField(default=False, help_text=_("In the mailbox, as the settings say."))
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=NAME, blank=True)
    subject = models.CharField(max_length=TITLE, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("As the sender’s computer says."))
    words = models.TextField(blank=True, help_text=_("What was written, without what it quotes."))
    text = models.TextField(blank=True, help_text=_("The whole text."))
    files = models.JSONField(default=list, blank=True, help_text=_("Names and sizes of the attached files."))
    checks = models.CharField(max_length=TITLE, blank=True)
    is_cut = models.BooleanField(default=False, help_text=_("Only its beginning was read."))
    answers = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="replies",
    )  # fmt: skip
    facts = models.JSONField(default=dict, blank=True, help_text=_("What a calendar or a server reports."))
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    recorded = models.CharField(max_length=TITLE, blank=True, help_text=_("What was recorded of it."))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("received e-mail")
        verbose_name_plural = _("received e-mails")
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="received_once"),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="received_at"),
            models.Index(fields=["sender", "received_at"], name="received_from"),
            models.Index(fields=["mailbox"], condition=Q(put_away=False), name="received_not_put_away"),
        ]

    def __str__(self):
        return f"received e-mail {self.pk}"  # the audit trail keeps this text, and a person can be erased

    @property
    def day(self) -> dt.date:
        """The day on which it came, in the Group's zone: when the portal read it, or earlier if it says so.

        A sender cannot make it later; what it says of an earlier day is shown for the secretariat to judge.
        """
        return clock.day_of(self.received_at)


# What is decided about it. Its texts are no part of the history, so that they can be forgotten.
auditlog.register(Received, include_fields=["state", "decided_by"])
