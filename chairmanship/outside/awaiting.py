"""The deadlines of external events that await the chair's people."""

import datetime as dt

from django.utils.translation import gettext as _

from chairmanship.outside.models import Deadline
from foundation.dates import clock
from foundation.web.awaiting import Awaited

NEAR = dt.timedelta(days=14)


def awaiting(user) -> list[Awaited]:
    """Returns the deadlines of the next 14 days, each due at the end of its day."""
    return list(_deadlines(user))


def _deadlines(user):
    """Yields them for those who keep external events."""
    if not user.has_perm("chairmanship.keep_outside"):
        return
    today = clock.today()
    near = Deadline.objects.filter(day__gte=today, day__lte=today + NEAR)
    for one in near.select_related("occasion__forum"):
        ends = dt.datetime.combine(one.day, dt.time(23, 59), clock.zone())
        yield Awaited(
            f"{one.occasion}: {one.what}", one.occasion.get_absolute_url(), _("View event"), by=ends
        )
