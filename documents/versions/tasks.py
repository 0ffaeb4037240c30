from collections.abc import Callable

from documents.versions import exports, fulltext
from foundation.jobs import outbox


@outbox.does(exports.JOB)
def make_print(job: outbox.Held) -> Callable[[], None]:
    return exports.make(job)


@outbox.does(fulltext.JOB)
def read_words(job: outbox.Held) -> Callable[[], None]:
    return fulltext.read(job)
