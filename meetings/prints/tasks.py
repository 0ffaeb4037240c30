"""The worker's task for prints and packs."""

from collections.abc import Callable

from foundation.jobs import outbox
from meetings.prints import pack


@outbox.does(pack.JOB)
def make_pack(job: outbox.Held) -> Callable[[], None]:
    """Makes the file. Returns a function that stores it. Raises `outbox.Failed`."""
    return pack.make(job)
