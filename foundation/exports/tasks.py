"""The worker's task for tables."""

from collections.abc import Callable

from foundation.exports import actions
from foundation.exports.models import Export
from foundation.jobs import outbox


@outbox.does(Export.JOB)
def make_export(job: outbox.Held) -> Callable[[], None]:
    """Makes the file of a table. Returns a function that stores it. Raises `outbox.Failed`."""
    return actions.make(job)
