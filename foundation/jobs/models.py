"""The jobs of the outbox: what to do, who is doing it, and how it ended."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock, shown

LEASE = dt.timedelta(seconds=20)  # for so long a worker holds a job, unless it renews


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by their state."""

    def unfinished(self):
        return self.filter(finished_at=None, failed_at=None)

    def due(self, now=None):
        """Jobs whose time has come, and that are not done, given up, or held by a living worker."""
        now = now or clock.now()
        return self.unfinished().filter(Q(held_until=None) | Q(held_until__lt=now), due_at__lte=now)

    def held(self):
        """Jobs that a living worker is doing."""
        return self.unfinished().filter(held_until__gte=clock.now())

    def last_of(self, kind: str, thing: models.Model) -> "Job | None":
        """Returns the last job of that kind on a thing, and reads the thing again if the job is over.

        A worker may have ended it since the thing was read. Then a page would say that the job is done, and
        show nothing of what it made.
        """
        job = self.filter(kind=kind, subject=str(thing.pk)).first()
        if job and not job.is_unfinished:
            thing.refresh_from_db()
        return job


class Job(models.Model):
    """Something slow to do, written in the transaction of the change that needs it.

    The queue only wakes a worker. The worker claims the row, holds it by a lease that it renews while it
    lives, and writes the result together with `finished_at`. If a worker dies, its lease runs out and the
    sweep gives the row to another.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, help_text=_("The key of what it is about."))
    created_at = models.DateTimeField(default=clock.now, editable=False)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    put_off = models.PositiveSmallIntegerField(default=0, help_text=_("How often its cause had not passed."))
    holder = models.UUIDField(null=True, editable=False)
    held_until = models.DateTimeField(null=True, editable=False)
    step = models.CharField(max_length=200, blank=True, help_text=_("What it is doing."))
    finished_at = models.DateTimeField(null=True, editable=False)
    failed_at = models.DateTimeField(null=True, editable=False)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "subject"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(finished_at=None, failed_at=None),
                name="job_wanted_once",
                violation_error_message=_("This is already in progress."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(failed_at=None), name="job_finished_or_failed"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"

    @property
    def is_unfinished(self) -> bool:
        return not (self.finished_at or self.failed_at)

    @property
    def progress(self) -> str:
        """Returns for people how far it is, in a sentence or two; "" once it is over."""
        if not self.is_unfinished:
            return ""
        if self.state == "running":
            return f"{self.step}." if self.step else gettext("Work on it has started.")
        if self.error:
            return gettext("%(reason)s We will try again at %(time)s.") % {
                "reason": self.error,
                "time": shown.hour(self.due_at.astimezone(clock.zone())),
            }
        return gettext("It is waiting for its turn.")

    @property
    def state(self) -> str:
        """Returns `waiting`, `running`, `done` or `failed`, as of now."""
        if self.finished_at:
            return "done"
        if self.failed_at:
            return "failed"
        return "running" if self.held_until and self.held_until > clock.now() else "waiting"
