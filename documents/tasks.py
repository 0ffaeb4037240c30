from collections.abc import Callable

from celery import shared_task

from documents import calling_notices, clearance_notices, compiled_prints, outcomes, prints, reading
from foundation import outbox


@outbox.does(prints.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    return prints.make(job)


@outbox.does(reading.JOB)
def read_words(job: outbox.Held) -> Callable[[], None]:
    return reading.read(job)


@outbox.does(compiled_prints.JOB)
def make_compiled_print(job: outbox.Held) -> Callable[[], None]:
    return compiled_prints.make(job)


@shared_task
def write_down_clearances() -> int:
    return outcomes.write_down()


@shared_task
def remind_of_clearances() -> int:
    return clearance_notices.remind()


@shared_task
def remind_of_contributions() -> int:
    return calling_notices.remind()
