"""What the worker does for applications."""

from collections.abc import Callable

from celery import shared_task

from agencies.applications import exports
from agencies.applications.actions import applying
from foundation.jobs import outbox


@shared_task(name="agencies.tasks.forget_ended_applications")
def forget_ended_applications() -> int:
    """Forgets what ended applications hold; gives how many they were."""
    return applying.forget_ended()


@outbox.does(exports.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    """Makes the PDF of an application."""
    return exports.make(job)
