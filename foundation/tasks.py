from celery import shared_task
from celery.signals import worker_ready

from foundation import mail, outbox, summaries  # noqa: F401 - mail registers its own job


@shared_task
def run(pk: int) -> None:
    outbox.do(pk)


@shared_task
def sweep() -> int:
    return outbox.sweep()


@shared_task
def send_summaries() -> int:
    return summaries.send_due()


@worker_ready.connect
def sweep_at_start(**kwargs) -> None:
    """What was left when the last worker stopped is taken up at once, without waiting for the timetable."""
    sweep.delay()
