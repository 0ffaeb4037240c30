"""Slow work that must not be lost: a row in the transaction of the change, and a worker that does it.

outbox.put("handover-report", report.pk)          # in the transaction of the change

@outbox.does("handover-report")                   # in the room's tasks.py
def make(job: Held) -> Callable[[], None]: ...    # the slow part; returns what to write with the finish
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta

from celery import signature
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.discovery import modules
from foundation.jobs import faults, set_back
from foundation.jobs.models import LEASE, Job
from foundation.jobs.queues import ALL, Queue, queue_of

log = logging.getLogger(__name__)

RENEW_EVERY = 5  # seconds
MOST_ATTEMPTS = 3  # so that what kills its worker each time does not kill workers for ever
WORK = "foundation.tasks.work"  # by this name the broker knows the task that does the jobs of a queue
GOES_ON = 20  # seconds in which a worker begins one job after another; then it lets other messages in
PAUSE = timedelta(seconds=30)  # before what failed is tried again
# Before what can pass is tried again: half a minute at first, an hour at last.
PAUSES = [timedelta(seconds=seconds) for seconds in (30, 60, 120, 300, 600, 1800, 3600)]
WORTH_WAITING = timedelta(days=3)

_does: dict[str, Callable] = {}
# Of the queues that need it: whether a job may begin now, and what a worker keeps from one job to the next.
_around: dict[str, tuple[Callable[[], bool], Callable[[], AbstractContextManager]]] = {}


class Lost(Exception):
    """The lease ran out and another worker may hold the job. The result must not be written."""


class Failed(Exception):
    """The job cannot be done, and trying again would not help. People see the text."""


class Later(Exception):
    """The job did not work now, but the cause can pass.

    It is tried again after growing pauses, for three days. People see the text. `pause` is for a cause that
    is known to need that long.
    """

    def __init__(self, words: str, *, pause: timedelta | None = None):
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


def around(
    queue: str, *, may_begin: Callable[[], bool], meanwhile: Callable[[], AbstractContextManager]
) -> None:
    """Registers what a queue of that name needs.

    No job of it is begun while `may_begin()` is False. A worker enters `meanwhile()` while it does one job
    after another, for example to keep a connection.
    """
    _around[queue] = (may_begin, meanwhile)


def _around_of(queue: Queue) -> tuple[Callable[[], bool], Callable[[], AbstractContextManager]]:
    modules("tasks")
    return _around.get(queue.name, (lambda: True, nullcontext))


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
            transaction.on_commit(lambda: wake(queue_of(kind)))
    return job


def put_new(kind: str, due: dict) -> None:
    """Asks for jobs on subjects for which nobody has asked before, each with its moment, in one query."""
    jobs = [Job(kind=kind, subject=str(subject), due_at=due_at) for subject, due_at in due.items()]
    Job.objects.bulk_create(jobs)
    if any(job.due_at <= clock.now() for job in jobs):
        transaction.on_commit(lambda: wake(queue_of(kind)))


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


def wake(queue: Queue) -> bool:
    """Wakes a worker of the queue. Returns False if the broker is away: the sweep finds what is due."""
    try:
        signature(WORK, args=[queue.name]).apply_async(
            retry=False, queue=queue.name, soft_time_limit=queue.soft, time_limit=queue.hard
        )
    except Exception:  # whatever a broker raises: the change is committed, and its page must not fail now
        log.warning(
            "The broker does not answer; the queue %s waits for the sweep.", queue.name, exc_info=True
        )
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


def _claim_next(queue: Queue) -> Held | None:
    """Claims the job of the queue that has been due longest. Returns None if there is none, or no room."""
    while True:
        with transaction.atomic():  # on SQLite nobody else claims one between the two questions
            if queue.jobs().held().count() >= queue.at_once:
                return None
            due = queue.jobs().due().order_by("due_at", "pk").values_list("pk", flat=True).first()
            if due is None:
                return None
            if held := _claim(due):
                return held


def work(queue: Queue) -> None:
    """Does what is due in the queue, the oldest first. What is left after a while needs another message.

    A message says only that something is due, never what. So it does not matter which worker takes which
    message, or that one is lost while another waits.
    """
    until = time.monotonic() + GOES_ON
    may_begin, meanwhile = _around_of(queue)
    with meanwhile():
        while may_begin() and (held := _claim_next(queue)):
            _do(held)
            if time.monotonic() > until:
                wake(queue)
                return


def do(pk: int) -> None:
    """Claims the job and does it. Does nothing if it is done, given up, or held by another worker."""
    if held := _claim(pk):
        _do(held)


def _do(held: Held) -> None:
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
    except Later as later:
        _put_off(held, str(later), later.pause)
    except Exception as error:
        if faults.is_full(error):
            _put_off(held, faults.in_words(error))
            return
        log.exception("Job %s failed", job)
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(held, faults.in_words(error))
        else:
            _let_go(held, faults.in_words(error), due_at=clock.now() + PAUSE)


def _give_up(held: Held, reason: str) -> None:
    held._row().update(failed_at=clock.now(), held_until=None, step="", error=reason)


def _put_off(held: Held, reason: str, pause: timedelta | None = None) -> None:
    job, now = held.job, clock.now()
    if now >= job.created_at + WORTH_WAITING:
        _give_up(held, reason)
        return
    pause = pause or PAUSES[min(job.put_off, len(PAUSES) - 1)]
    log.warning("Job %s is put off for %s: %s", job, pause, reason)
    # It ended in good order. So it does not count as an attempt, of which what kills its worker has few.
    _let_go(held, reason, due_at=now + pause, put_off=F("put_off") + 1, attempts=F("attempts") - 1)


def _let_go(held: Held, reason: str, **values) -> None:
    held._row().update(held_until=None, holder=None, step="", error=reason, **values)


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


def sweep() -> list[str]:
    """Wakes a worker for each queue in which something is due that nobody was woken for.

    Returns the names of these queues.
    """
    set_back.notice()
    return [queue.name for queue in ALL.values() if _is_left(queue) and wake(queue)]


def _is_left(queue: Queue) -> bool:
    may_begin, _meanwhile = _around_of(queue)
    if not may_begin() or not queue.jobs().due().exists() or queue.jobs().held().count() >= queue.at_once:
        return False
    try:
        return not queue.messages()
    except Exception:  # whatever a broker raises that is away; to wake somebody says so in the log
        return True
