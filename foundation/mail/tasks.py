"""The job with which a worker sends a mail."""

from collections.abc import Callable

from foundation.jobs import outbox
from foundation.mail import backend


@outbox.does(backend.JOB)
def send(job: outbox.Held) -> Callable[[], None]:
    return backend.send(job)
