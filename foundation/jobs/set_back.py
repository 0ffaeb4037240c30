"""When the clock of the machine is set back, jobs must not wait for it to come round again.

Jobs have moments: from when they are due, and until when a worker holds them. After a step of an hour they
would lie an hour ahead. So the sweep compares the clock with the last moment it saw, and moves them by as
much.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, Q

from foundation.dates import clock
from foundation.jobs.models import LEASE, Job
from foundation.portal.models import Portal

log = logging.getLogger(__name__)

USUAL = dt.timedelta(
    seconds=15
)  # the clocks of two machines may differ by that much, and by less than a lease


@transaction.atomic
def notice() -> dt.timedelta | None:
    """Moves the jobs if the clock was set back since the last call. Returns by how much, or None."""
    portal, _made = Portal.objects.select_for_update().get_or_create(only=True)
    now, before = clock.now(), portal.clock_at
    portal.clock_at = now
    by = before - now if before and before - now > USUAL else None
    if by:
        portal.set_back_at, portal.set_back_by = now, by
        log.error("The clock was set back by %s. The jobs that wait are moved by as much.", by)
        _move(now, by)
    portal.save(update_fields=["clock_at", "set_back_at", "set_back_by"])
    return by


def _move(now: dt.datetime, by: dt.timedelta) -> None:
    left = Job.objects.unfinished()
    # What was put before the step, or put off: the rest waits for a moment of the calendar.
    left.filter(Q(created_at__gt=now) | Q(put_off__gt=0) | Q(attempts__gt=0), due_at__gt=now).update(
        due_at=F("due_at") - by
    )
    left.filter(created_at__gt=now).update(created_at=F("created_at") - by)
    # A living worker renews its lease; that of a dead one ends.
    left.filter(held_until__gt=now + LEASE).update(held_until=now + LEASE)
