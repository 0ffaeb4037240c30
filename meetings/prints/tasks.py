from collections.abc import Callable

from foundation.jobs import outbox
from meetings.prints import pack


@outbox.does(pack.JOB)
def make_pack(job: outbox.Held) -> Callable[[], None]:
    return pack.make(job)
