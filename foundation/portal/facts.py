"""The portal's own row, read once for a request and once for a job of the worker.

So a page asks once for all that it shows of it, and sees what another process changed since.
"""

import threading

from django.core.signals import request_started
from django.db import DatabaseError

from foundation.portal.models import Portal

_kept = threading.local()


def read() -> Portal:
    """Returns the row; an empty one, not saved, if there is none or the database does not answer.

    Then a page that tells of that fault can still be made.
    """
    if not hasattr(_kept, "row"):
        try:
            row = Portal.objects.first()
        except DatabaseError:
            return Portal()
        _kept.row = row or Portal()
    return _kept.row


def forget(**kwargs) -> None:
    """Makes the next `read` ask the database."""
    vars(_kept).clear()


request_started.connect(forget, dispatch_uid="foundation.portal.facts")
