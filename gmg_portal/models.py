"""What home keeps of a person: what they have put off."""

import datetime as dt

from django.conf import settings
from django.db import models

from foundation.dates import clock
from foundation.web.awaiting import Awaited

A_WEEK = dt.timedelta(days=7)
A_DAY = dt.timedelta(days=1)


class PutOffQuerySet(models.QuerySet):
    """What people have put off."""

    def running(self):
        """What still waits for its day."""
        return self.filter(until__gt=clock.now())


class PutOff(models.Model):
    """Somebody has put off a line of their to-do list. It is theirs alone: their colleagues still see it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="put_off")
    key = models.CharField(max_length=16)  # `Awaited.key`
    until = models.DateTimeField()

    objects = PutOffQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="put_off_once")]

    def __str__(self):
        return self.key


def put_off(thing: Awaited, *, by) -> dt.datetime:
    """Takes a line from that person's list for a week, or until the day before its deadline.

    If that has come, until the deadline; if the deadline has passed, for a week. Returns until when.
    """
    now = clock.now()
    until = now + A_WEEK
    if thing.by and thing.by > now:
        day_before = thing.by - A_DAY
        until = min(until, day_before if day_before > now else thing.by)
    by.put_off.filter(until__lte=now).delete()
    PutOff.objects.update_or_create(person=by, key=thing.key, defaults={"until": until})
    return until
