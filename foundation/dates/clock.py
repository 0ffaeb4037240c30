"""The one clock. Web, worker and commands ask here what time it is, so that a test can move it."""

import datetime as dt
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_shift = dt.timedelta()


def zone() -> ZoneInfo:
    """The Group's zone, in which its days begin at 00:00."""
    return ZoneInfo(settings.GROUP_TIME_ZONE)


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return timezone.now() + _shift


def today() -> dt.date:
    """The day it is in the Group's zone."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The day on which that moment falls in the Group's zone."""
    return moment.astimezone(zone()).date()


@contextmanager
def moved_to(moment: dt.datetime | dt.date):
    """For tests: the clock stands at `moment` and runs on from there. A date means its first instant.

    It moves the clock of the whole process, the thread of a live server included.
    """
    global _shift
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(), zone())
    before, _shift = _shift, moment - timezone.now()
    try:
        yield
    finally:
        _shift = before
