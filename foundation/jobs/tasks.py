"""The tasks with which workers do the jobs of the outbox."""

from celery import shared_task
from celery.signals import task_prerun, worker_ready

from foundation.jobs import outbox, queues
from foundation.portal import facts


@shared_task(name=outbox.WORK)
def work(queue: str) -> None:
    outbox.work(queues.ALL[queue])


@shared_task(name="foundation.tasks.sweep")
def sweep() -> list[str]:
    return outbox.sweep()


@task_prerun.connect
def look_again(task, **kwargs) -> None:
    """Makes each task of a worker see what others changed of the portal since the last one."""
    if not task.request.is_eager:  # else it belongs to a request, which has its own
        facts.forget()


@worker_ready.connect
def catch_up(sender, **kwargs) -> None:
    """Does what is due as soon as a worker starts. A new timetable would wait for its first hour.

    Each entry asks what is not done yet. So several workers, or the beat beside them, do nothing twice.
    """
    for entry in sender.app.conf.beat_schedule.values():
        sender.app.send_task(entry["task"], **entry.get("options", {}))
