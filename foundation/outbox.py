"""Slow work that must not be lost: a row in the transaction of the change, and a worker that takes it up.

outbox.put("handover-report", report.pk)          # in the transaction of the change

@outbox.does("handover-report")                   # in the app's tasks.py
def make(job: Held) -> Callable[[], None]: ...    # the slow part; returns what to write with the finish
"""

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction

from foundation import clock
from foundation.discovery import modules
from foundation.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
RENEW_EVERY = 5  # seconds
MOST_ATTEMPTS = 3  # so that what kills its worker each time does not kill workers for ever
PAUSE = timedelta(seconds=30)  # before what failed in passing is tried again

_does: dict[str, Callable] = {}


class Lost(Exception):
    """The lease ran out and another worker may hold the job: what was made must not be written."""


class Failed(Exception):
    """It cannot be done, and trying again by itself would not help. The text is shown to people."""


class Held:
    """A job in the hands of this worker."""

    def __init__(self, job: Job):
        self.job = job
        self.subject = job.subject

    def _row(self):
        return Job.objects.unfinished().filter(pk=self.job.pk, holder=self.job.holder)

    def tell(self, step: str) -> None:
        """Shows people what it is doing, and renews the lease."""
        if not self._row().update(step=step[:200], held_until=clock.now() + LEASE):
            raise Lost

    def renew(self) -> bool:
        return bool(self._row().update(held_until=clock.now() + LEASE))


def does(kind: str):
    """Registers the function that does jobs of that kind.

    It gets a `Held`, does the slow part outside of any transaction, and returns a function that writes the
    result: that one runs in the transaction that marks the job as done, so that both happen or neither.
    """

    def register(function):
        _does[kind] = function
        return function

    return register


def _doer(kind: str) -> Callable:
    modules("tasks")  # where the apps register what they do
    return _does[kind]


def put(kind: str, subject, *, due_at=None) -> Job:
    """Wants a job done; gives the one that is already wanted instead of a second."""
    with transaction.atomic():
        job, _ = Job.objects.unfinished().get_or_create(
            kind=kind, subject=str(subject), defaults={"due_at": due_at or clock.now()}
        )
        transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(pk: int) -> None:
    """Tells a worker. When the broker is away the row stays, and the sweep finds it."""
    from foundation.tasks import run

    try:
        run.apply_async([pk], retry=False)
    except Exception:
        log.warning("The broker does not answer; job %s waits for the sweep.", pk, exc_info=True)


def _claim(pk: int) -> Held | None:
    now, holder = clock.now(), uuid.uuid4()
    if not Job.objects.due(now).filter(pk=pk).update(holder=holder, held_until=now + LEASE):
        return None
    job = Job.objects.get(pk=pk)
    job.attempts += 1
    job.save(update_fields=["attempts"])
    return Held(job)


def do(pk: int) -> None:
    """Claims the job and does it. Nothing happens when it is done, given up or in other hands."""
    held = _claim(pk)
    if held is None:
        return
    job = held.job
    if job.attempts > MOST_ATTEMPTS:
        _give_up(held, "The work was begun several times and its worker stopped each time.")
        return
    try:
        with _heartbeat(held):
            write = _doer(job.kind)(held)
        with transaction.atomic():
            # The row lock first: from here on nobody else can take the job and write a second result.
            if not held._row().update(finished_at=clock.now(), held_until=None, step=""):
                raise Lost
            write()
    except Lost:
        log.warning("Job %s went to another worker; what this one made is not used.", job)
    except Failed as error:
        _give_up(held, str(error))
    except Exception as error:
        log.exception("Job %s failed", job)
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(held, f"{type(error).__name__}: {error}")
        else:
            held._row().update(
                held_until=None,
                holder=None,
                due_at=clock.now() + PAUSE,
                step="",
                error=f"{type(error).__name__}: {error}",
            )


def _give_up(held: Held, reason: str) -> None:
    held._row().update(failed_at=clock.now(), held_until=None, step="", error=reason)


class _heartbeat:  # noqa: N801 - reads as a word in a with statement
    """Renews the lease from a thread for as long as this process lives."""

    def __init__(self, held: Held):
        self.held, self.stop = held, threading.Event()

    def __enter__(self):
        # In-memory SQLite has one connection that threads share; there is no second process to fear either.
        if connection.in_atomic_block or (connection.vendor == "sqlite" and connection.is_in_memory_db()):
            self.thread = None
            return
        self.thread = threading.Thread(target=self._beat, daemon=True)
        self.thread.start()

    def _beat(self):
        try:
            while not self.stop.wait(RENEW_EVERY):
                if not self.held.renew():
                    return
        finally:
            connection.close()

    def __exit__(self, *exc):
        self.stop.set()
        if self.thread:
            self.thread.join()


def sweep() -> int:
    """Takes up what is due and not done, oldest first. Gives the number of jobs woken."""
    due = list(Job.objects.due().order_by("due_at").values_list("pk", flat=True)[:100])
    for pk in due:
        wake(pk)
    return len(due)
