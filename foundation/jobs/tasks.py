"""The tasks with which workers do the jobs of the outbox."""

from celery import shared_task
from celery.signals import worker_ready

from foundation.jobs import outbox


@shared_task(name=outbox.RUN)
def run(pk: int) -> None:
    outbox.do(pk)


@shared_task(name="foundation.tasks.sweep")
def sweep() -> int:
    return outbox.sweep()


@worker_ready.connect
def catch_up(sender, **kwargs) -> None:
    """Does what is due as soon as a worker starts. A new timetable would wait for its first hour.

    Each entry asks what is not done yet. So several workers, or the beat beside them, do nothing twice.
    """
    for entry in sender.app.conf.beat_schedule.values():
        sender.app.send_task(entry["task"], **entry.get("options", {}))
