"""The only clock. Web, worker and commands ask it for the time, so that a test can move it."""

import datetime as dt
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_shift = dt.timedelta()


def zone() -> ZoneInfo:
    """Returns the Group's time zone. Its days begin at 00:00 there."""
    return ZoneInfo(settings.GROUP_TIME_ZONE)


def now() -> dt.datetime:
    """Returns the current moment: aware, in UTC."""
    return timezone.now() + _shift


def today() -> dt.date:
    """Returns today's date in the Group's zone."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """Returns the date of a moment in the Group's zone."""
    return moment.astimezone(zone()).date()


@contextmanager
def moved_to(moment: dt.datetime | dt.date):
    """For tests: sets the clock to `moment`, from which it runs on. A date means its first moment.

    It moves the clock of the whole process, with the thread of a live server.
    """
    global _shift
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(), zone())
    before, _shift = _shift, moment - timezone.now()
    try:
        yield
    finally:
        _shift = before
