"""The mail of the portal, and what each person was told once."""

import datetime as dt
import json
from collections.abc import Iterable

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock, shown
from foundation.jobs.models import Job
from foundation.text.lengths import TITLE

# Mail that is not sent, not taken back, and not part of a summary of the day.
UNSENT = Q(sent_at=None, recalled_at=None, within=None)
NOTHING = {"text": "", "html": "", "calendar": ""}  # what is left of a private mail that was sent or recalled


class MailQuerySet(models.QuerySet):
    """Mail by its state."""

    def with_job(self):
        """Adds the state of its last job: `job_failed_at`, `job_error`, `job_attempts`, `next_at`."""
        job = Job.objects.filter(kind=Mail.JOB, subject=Cast(OuterRef("pk"), models.CharField()))
        last = job.order_by("-pk")
        return self.annotate(
            job_failed_at=Subquery(last.values("failed_at")[:1]),
            job_error=Subquery(last.values("error")[:1]),
            job_attempts=Subquery(last.values("attempts")[:1]),
            next_at=Subquery(last.values("due_at")[:1]),
        )

    def in_state(self, state: str):
        """Mail of one `Mail.State`. Needs `with_job`."""
        State = Mail.State  # noqa: N806
        failed = Q(sent_at=None, job_failed_at__isnull=False) | ~Q(returned_at=None)
        taken_back = ~Q(recalled_at=None)
        return {
            State.WAITS: self.filter(sent_at=None, recalled_at=None, within=None, returned_at=None).exclude(
                job_failed_at__isnull=False
            ),
            State.SENT: self.filter(~Q(sent_at=None) | ~Q(within=None), recalled_at=None, returned_at=None),
            State.FAILED: self.filter(failed).exclude(taken_back),
            State.TAKEN_BACK: self.filter(taken_back),
        }[State(state)]

    def addressed_to(self, address: str):
        """Mail that goes, or went, to that address."""
        listed = Cast("to", models.TextField())
        return self.annotate(listed=listed).filter(listed__icontains=json.dumps(address))

    def unsent(self):
        """Mail that is not sent, not taken back, and not part of a summary of the day."""
        return self.filter(UNSENT)


class Mail(models.Model):
    """A message, written in the transaction of the change that it is about. A job sends it."""

    JOB = "mail"  # the kind of that job

    class State(models.TextChoices):
        WAITS = "waits", pgettext_lazy("state of a mail", "waiting")
        SENT = "sent", pgettext_lazy("state of a mail", "sent")
        FAILED = "failed", pgettext_lazy("state of a mail", "failed")
        TAKEN_BACK = "taken_back", pgettext_lazy("state of a mail", "cancelled")

    class Source(models.TextChoices):
        PROVIDER = "provider", _("reported by the provider")
        HAND = "hand", _("marked by hand")

    to = models.JSONField(help_text=_("The addresses."))
    subject = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True, help_text=_("An iCalendar object with its method."))
    sender = models.CharField(max_length=TITLE)
    headers = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=TITLE, blank=True, help_text=_("Why the reader receives it."))
    private = models.BooleanField(default=False, help_text=_("It contains a link for its reader only."))
    batch = models.CharField(
        max_length=100, blank=True, help_text=_("Messages with the same value are undone together.")
    )
    kind = models.CharField(max_length=40, blank=True, help_text=_("By which its reader chose how it comes."))
    thread = models.CharField(
        max_length=100, blank=True, help_text=_("Messages with the same value are shown together.")
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    due_at = models.DateTimeField(default=clock.now, help_text=_("It is not sent before then."))
    sent_at = models.DateTimeField(null=True, editable=False)
    recalled_at = models.DateTimeField(null=True, editable=False)
    times = models.PositiveSmallIntegerField(default=1, help_text=_("How often somebody asked to send it."))
    for_summary = models.BooleanField(default=False, help_text=_("It is part of a summary for the reader."))
    within = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="parts"
    )
    unconfirmed = models.PositiveSmallIntegerField(
        default=0, help_text=_("How often a server took it and did not confirm it.")
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.CharField(max_length=30, choices=Source, blank=True)
    returned = models.CharField(max_length=TITLE, blank=True, help_text=_("Why it was not delivered."))

    objects = MailQuerySet.as_manager()
    # Of a row `with_job`.
    job_error: str | None
    job_failed_at: dt.datetime | None

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("mail")
        indexes = [
            models.Index(fields=["batch"], condition=~Q(batch=""), name="mail_batch"),
            models.Index(fields=["thread"], condition=~Q(thread=""), name="mail_thread"),
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, recalled_at=None, within=None),
                name="mail_unsent",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(recalled_at=None) | Q(sent_at=None), name="mail_sent_or_taken_back"
            ),
        ]

    def __str__(self):
        return f"mail {self.pk}"

    @property
    def is_blank(self) -> bool:
        """Returns whether its text was deleted, because it has a link for its reader only."""
        return self.private and not (self.text or self.html)

    @property
    def trouble(self) -> str:
        """Returns in words why it did not arrive, or why it still waits. Needs `with_job`."""
        if self.returned_at:
            return f"{self.get_returned_by_display().capitalize()}: {self.returned}"
        if self.sent_at or self.recalled_at or not self.job_error:
            return ""
        if self.unconfirmed == 1:  # of the second time the reason itself tells
            return f"{self.job_error} {gettext('It may have arrived.')}"
        return self.job_error

    @property
    def state(self) -> str:
        """Returns its `State`. Needs `with_job`."""
        if self.recalled_at:
            return self.State.TAKEN_BACK
        if self.returned_at:
            return self.State.FAILED
        if self.sent_at or self.within_id:
            return self.State.SENT
        return self.State.FAILED if self.job_failed_at else self.State.WAITS


class Told(models.Model):
    """A record that somebody was told something, so that no other run tells them again."""

    AT_ONCE = 5000

    what = models.CharField(max_length=60, help_text=_("The kind of reminder, such as “action-overdue”."))
    subject = models.CharField(max_length=60, help_text=_("The key of what it is about."))
    person = models.CharField(max_length=60, help_text=_("The key of who was notified."))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("notifications sent")
        constraints = [models.UniqueConstraint(fields=["what", "subject", "person"], name="told_once")]

    def __str__(self):
        return f"{self.what} {self.subject}"

    @classmethod
    def once(cls, what: str, subject, person) -> bool:
        """Returns whether this is the first time, and records it.

        Call it in the transaction that writes the mail.
        """
        return cls.objects.get_or_create(what=what, subject=str(subject), person=str(person))[1]

    @classmethod
    def untold(cls, keys: Iterable[tuple]) -> set[tuple]:
        """Returns those of the keys, such as `once` takes them, of which there is no record yet.

        With it a task finds what is left to do, in one query for each `AT_ONCE` keys.
        """
        left = {(what, str(subject), str(person)): (what, subject, person) for what, subject, person in keys}
        wanted = sorted(left)
        for start in range(0, len(wanted), cls.AT_ONCE):
            some = wanted[start : start + cls.AT_ONCE]
            told = cls.objects.filter(what__in={one[0] for one in some}, subject__in={one[1] for one in some})
            for key in told.order_by().values_list("what", "subject", "person"):
                left.pop(key, None)
        return set(left.values())


class MailServer(models.Model):
    """Whether the mail server takes mail: one row. While it does not, one mail tries for all."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    away_since = models.DateTimeField(null=True, editable=False)
    next_at = models.DateTimeField(null=True, editable=False, help_text=_("Until then no mail is tried."))
    tries = models.PositiveIntegerField(default=0, editable=False)
    reason = models.TextField(blank=True, editable=False)
    logged = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = _("mail server")
        constraints = [
            models.CheckConstraint(
                condition=Q(away_since=None, next_at=None)
                | Q(away_since__isnull=False, next_at__isnull=False),
                name="mail_server_away_and_next",
            )
        ]

    def __str__(self):
        return str(self._meta.verbose_name_plural)


class BadAddress(models.Model):
    """An address at which nobody can be reached, until somebody corrects it or says that it works again."""

    class Source(models.TextChoices):
        REFUSED = "refused", _("refused by the mail server")
        BOUNCED = "bounced", _("came back")
        HAND = "hand", _("marked by hand")

    address = models.CharField(max_length=254, unique=True, help_text=_("In small letters."))
    since = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=TITLE, blank=True)
    source = models.CharField(max_length=20, choices=Source)

    class Meta:
        ordering = ["-since"]
        verbose_name_plural = _("addresses that do not work")

    def __str__(self):
        return f"address {self.pk}"

    @property
    def sentence(self) -> str:
        """Returns in words since when and why nobody can be reached there."""
        said = {
            self.Source.REFUSED: gettext(
                "The mail server has refused e-mails to this address since %(day)s: %(reason)s"
            ),
            self.Source.BOUNCED: gettext("E-mails to this address have come back since %(day)s: %(reason)s"),
            self.Source.HAND: gettext("E-mails to this address have not arrived since %(day)s: %(reason)s"),
        }[self.Source(self.source)]
        words = said % {"day": shown.day(clock.day_of(self.since)), "reason": self.reason}
        return words if words.endswith((".", "!", "?")) else f"{words}."
