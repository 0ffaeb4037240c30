"""The job with which a worker sends a mail."""

from collections.abc import Callable

from foundation.jobs import outbox
from foundation.jobs.queues import queue_of
from foundation.mail import relay, sending, server
from foundation.mail.models import Mail

outbox.around(queue_of(Mail.JOB).name, may_begin=server.is_open, meanwhile=relay.kept)


@outbox.does(Mail.JOB)
def send(job: outbox.Held) -> Callable[[], None]:
    return sending.send(job)
