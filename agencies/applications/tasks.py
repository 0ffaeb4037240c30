"""The tasks of applications."""

from collections.abc import Callable

from celery import shared_task

from agencies.applications import exports
from agencies.applications.actions import applying
from foundation.jobs import outbox


@shared_task(name="agencies.tasks.forget_ended_applications")
def forget_ended_applications() -> int:
    """Deletes what ended applications still hold. Returns how many."""
    return applying.forget_ended()


@outbox.does(exports.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    """Makes the PDF of an application. Returns the function that saves it."""
    return exports.make(job)
