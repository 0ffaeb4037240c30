"""The queues of the worker: one for what is quick, one for mail, one for files. None waits for another.

With Redis each queue has workers of its own. In a single worker with three processes, `at_once` keeps a
process free for what is quick: a mail server that hangs holds one process, and a long report another.
"""

from dataclasses import dataclass

from celery import current_app
from django.conf import settings
from kombu.exceptions import ChannelError

from foundation.jobs.models import Job, JobQuerySet


@dataclass(frozen=True)
class Queue:
    """A queue of jobs. `kinds` are the kinds of its jobs; without them it has all kinds that no other has.

    `soft` and `hard` are the seconds that a worker may spend on what one message starts. At the soft limit
    the job fails with a reason; at the hard one its process is killed, which ends its lease.
    """

    name: str
    soft: int
    hard: int
    kinds: tuple[str, ...] = ()

    @property
    def at_once(self) -> int:
        """How many of its jobs are done at the same time, in all workers together."""
        return settings.JOBS_AT_ONCE[self.name]

    def jobs(self) -> JobQuerySet:
        """Returns its jobs."""
        if self.kinds:
            return Job.objects.filter(kind__in=self.kinds)
        return Job.objects.exclude(kind__in=[kind for queue in ALL.values() for kind in queue.kinds])

    def messages(self) -> int:
        """Returns how many messages wait in it for a worker. Raises what a broker raises that is away."""
        with current_app.connection_or_acquire() as connection:
            try:
                return connection.default_channel.queue_declare(self.name, passive=True).message_count
            except ChannelError:  # in Redis a queue without messages does not exist
                return 0


ALL = {
    queue.name: queue
    for queue in (
        Queue("mail", soft=240, hard=270, kinds=("mail", "password-reset")),
        Queue("files", soft=300, hard=330),
    )
}


def queue_of(kind: str) -> Queue:
    """Returns the queue of the jobs of that kind."""
    return next((queue for queue in ALL.values() if kind in queue.kinds), ALL["files"])
