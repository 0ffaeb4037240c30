from collections.abc import Callable

from celery import shared_task

from agencies import applying, leaving, prints
from foundation import outbox, summaries


@shared_task
def forget_who_left() -> int:
    return leaving.forget_who_left()


@shared_task
def send_summaries() -> int:
    leaving.summarize_no_more()
    return summaries.send_due()


@shared_task
def forget_ended_applications() -> int:
    return applying.forget_ended()


@outbox.does(prints.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    return prints.make(job)
