"""What awaits the chair's people of external events: the deadlines that are near."""

import datetime as dt

from chairmanship.outside.models import Deadline
from foundation.dates import clock
from foundation.web.awaiting import Awaited

NEAR = dt.timedelta(days=14)


def awaiting(user) -> list[Awaited]:
    """The deadlines of the next 14 days, each by the end of its day: for those who keep external events."""
    return list(_deadlines(user))


def _deadlines(user):
    """The deadlines that are near, for the chair's people."""
    if not user.has_perm("chairmanship.keep_outside"):
        return
    today = clock.today()
    near = Deadline.objects.filter(day__gte=today, day__lte=today + NEAR)
    for one in near.select_related("occasion__forum"):
        ends = dt.datetime.combine(one.day, dt.time(23, 59), clock.zone())
        yield Awaited(f"{one.occasion}: {one.what}", one.occasion.get_absolute_url(), "See", by=ends)
