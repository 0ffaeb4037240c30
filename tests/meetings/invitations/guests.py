"""Guests for the tests of invitations."""

import datetime as dt

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job, Mail

WHO = {"organization": "European Commission", "name": "E. Guest", "email": "guest@ec.example.org"}
HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


def mails_to(to):
    return [one for one in Mail.objects.unsent().order_by("pk") if one.to == [to]]


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def send_mails():
    for job in Job.objects.unfinished().filter(kind=Mail.JOB):
        with clock.moved_to(job.due_at):
            outbox.do(job.pk)
