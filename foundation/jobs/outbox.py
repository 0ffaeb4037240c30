"""Slow work that must not be lost: a row in the transaction of the change, and a worker that does it.

outbox.put("handover-report", report.pk)          # in the transaction of the change

@outbox.does("handover-report")                   # in the room's tasks.py
def make(job: Held) -> Callable[[], None]: ...    # the slow part; returns what to write with the finish
"""

import logging
import threading
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from celery import signature
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.discovery import modules
from foundation.jobs.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
RENEW_EVERY = 5  # seconds
MOST_ATTEMPTS = 3  # so that what kills its worker each time does not kill workers for ever
RUN = "foundation.tasks.run"  # by this name the broker knows the task that does a job
PAUSE = timedelta(seconds=30)  # before what failed in passing is tried again

_does: dict[str, Callable] = {}


class Lost(Exception):
    """The lease ran out and another worker may hold the job. The result must not be written."""


class Failed(Exception):
    """The job cannot be done, and trying again would not help. People see the text."""


class Later(Exception):
    """The job did not work this time. It is tried again after the `pause`."""

    def __init__(self, words: str, *, pause: timedelta):
        super().__init__(words)
        self.pause = pause


class Held:
    """A job that this worker is doing."""

    def __init__(self, job: Job):
        self.job = job
        self.subject = job.subject

    def _row(self):
        return Job.objects.unfinished().filter(pk=self.job.pk, holder=self.job.holder)

    def tell(self, step: str) -> None:
        """Shows people the current step, and renews the lease. Raises `Lost`."""
        if not self._row().update(step=step[:200], held_until=clock.now() + LEASE):
            raise Lost

    def renew(self) -> bool:
        """Renews the lease. Returns False if another worker holds the job, or it is over."""
        return bool(self._row().update(held_until=clock.now() + LEASE))


def does(kind: str):
    """Registers a function for jobs of that kind.

    The function gets a `Held`, does the slow part outside any transaction, and returns a second function that
    writes the result. That one runs in the transaction that marks the job as done, so that both happen or
    neither.
    """

    def register(function):
        _does[kind] = function
        return function

    return register


def _doer(kind: str) -> Callable:
    modules("tasks")  # where the apps register what they do
    if kind not in _does:
        raise LookupError(f"Nothing in this version of the portal does jobs of the kind “{kind}”.")
    return _does[kind]


def put(kind: str, subject, *, due_at=None) -> Job:
    """Asks for a job, now or at `due_at` (aware). Returns it; if one waits already, returns that one.

    A job that waits for a later moment is brought forward. A job that has begun stays as it is. What changes
    after it has read its data is not in its result, and needs another job afterwards.
    """
    due_at = due_at or clock.now()
    with transaction.atomic():
        job, made = Job.objects.unfinished().get_or_create(
            kind=kind, subject=str(subject), defaults={"due_at": due_at}
        )
        if not made and Job.objects.unfinished().filter(pk=job.pk, due_at__gt=due_at).update(due_at=due_at):
            job.due_at = due_at
        if job.due_at <= clock.now():
            transaction.on_commit(lambda: wake(job.pk))
    return job


def put_new(kind: str, due: dict) -> None:
    """Asks for jobs on subjects for which nobody has asked before, each with its moment, in one query."""
    jobs = [Job(kind=kind, subject=str(subject), due_at=due_at) for subject, due_at in due.items()]
    Job.objects.bulk_create(jobs)
    now = clock.now()
    for job in jobs:
        if job.due_at <= now:
            transaction.on_commit(partial(wake, job.pk))


def take_back(kind: str, subjects) -> list[str]:
    """Takes back jobs that no worker has begun. Returns their subjects.

    A worker claims a job by one UPDATE. If that comes first, the job is no longer free here; if it comes
    later, it finds no job.
    """
    with transaction.atomic():
        now = clock.now()
        free = Job.objects.unfinished().filter(kind=kind, subject__in=[str(subject) for subject in subjects])
        free = free.filter(Q(held_until=None) | Q(held_until__lt=now)).select_for_update().order_by("pk")
        jobs = list(free)
        Job.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return [job.subject for job in jobs]


def wake(pk: int) -> bool:
    """Wakes a worker. Returns False if the broker is away. The row stays, and the sweep finds it."""
    try:
        signature(RUN, args=[pk]).apply_async(retry=False)
    except Exception:  # whatever a broker raises: the change is committed, and its page must not fail now
        log.warning("The broker does not answer; job %s waits for the sweep.", pk, exc_info=True)
        return False
    return True


def _claim(pk: int) -> Held | None:
    # One UPDATE: of two workers the second finds that its condition no longer holds, on every database.
    now, holder = clock.now(), uuid.uuid4()
    claimed = (
        Job.objects.due(now)
        .filter(pk=pk)
        .update(holder=holder, held_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return None
    job = Job.objects.get(pk=pk)
    job.holder = holder  # the claim of this worker, even if another one holds the row now
    return Held(job)


def do(pk: int) -> None:
    """Claims the job and does it. Does nothing if it is done, given up, or held by another worker."""
    held = _claim(pk)
    if held is None:
        return
    job = held.job
    if job.attempts > MOST_ATTEMPTS:
        _give_up(held, _("The work was started several times, but stopped each time before it was finished."))
        return
    try:
        with _kept(held):
            write = _doer(job.kind)(held)
        with transaction.atomic():
            # The row lock first: from here on nobody else can take the job and write a second result.
            if not held._row().update(finished_at=clock.now(), held_until=None, step="", error=""):
                raise Lost
            write()
    except Lost:
        log.warning("Job %s went to another worker; what this one made is not used.", job)
    except Failed as error:
        _give_up(held, str(error))
    except Exception as error:
        if isinstance(error, Later):
            log.warning("Job %s is put off: %s", job, error)
        else:
            log.exception("Job %s failed", job)
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(held, _in_words(error))
        else:
            held._row().update(
                held_until=None,
                holder=None,
                due_at=clock.now() + getattr(error, "pause", PAUSE),
                step="",
                error=_in_words(error),
            )


def _give_up(held: Held, reason: str) -> None:
    held._row().update(failed_at=clock.now(), held_until=None, step="", error=reason)


def _in_words(error: Exception) -> str:
    if isinstance(error, Later):
        return str(error)
    return f"{type(error).__name__}: {error}".removesuffix(": ")


@contextmanager
def _kept(held: Held):
    """Renews the lease from a thread while this process lives and the block runs."""
    # Inside a transaction nobody else sees the claim, so that there is nothing to renew; in-memory SQLite has
    # one connection that threads share, and no second process to fear.
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]
    if connection.in_atomic_block or in_memory:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(over, held), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew_until(over: threading.Event, held: Held) -> None:
    try:
        while not over.wait(RENEW_EVERY):
            try:
                if not held.renew():
                    return
            except DatabaseError:
                log.warning(
                    "The lease of job %s could not be renewed; trying again.", held.job, exc_info=True
                )
                connection.close()
    finally:
        connection.close()


def sweep() -> int:
    """Wakes a worker for each job that is due, the oldest first. Returns how many."""
    woken = 0
    for pk in Job.objects.due().order_by("due_at").values_list("pk", flat=True)[:100]:
        if not wake(pk):
            break
        woken += 1
    return woken
