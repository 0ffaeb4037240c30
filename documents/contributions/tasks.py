from collections.abc import Callable

from celery import shared_task

from documents.contributions import exports, mail
from foundation.jobs import outbox


@outbox.does(exports.JOB)
def make_compiled_print(job: outbox.Held) -> Callable[[], None]:
    return exports.make(job)


@shared_task(name="documents.tasks.remind_of_contributions")
def remind_of_contributions() -> int:
    return mail.remind()
