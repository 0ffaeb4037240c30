"""The invented past as a whole: year after year, up to the first term of the demo."""

import datetime as dt
from itertools import count
from random import Random

from auditlog.models import LogEntry
from django.db import reset_queries
from django.db.models import Max

from agencies.models import Agency, Purpose
from chairmanship.models import Chairmanship
from foundation.dates import clock
from gmg_portal.scale import documents, handovers, history, mails, meetings, roster
from gmg_portal.scale.copies import Pattern
from gmg_portal.scale.year import Year

REVISED = 2  # years: the last ones, whose minutes still have revisions
FURTHEST = 3  # years from today to the latest date in the demo


def add_past(years: int) -> None:
    """Adds so many years to a portal that has the demo and nothing else."""
    terms = Chairmanship.objects.order_by("starts")
    begins = roster.day_in(terms[0].starts, -years)
    last_entry = LogEntry.objects.aggregate(last=Max("pk"))["last"]
    today, purposes = list(Agency.objects.members()), list(Purpose.objects.all())
    pattern, example = Pattern(), handovers.Example(terms.exclude(objective="")[0])
    agencies = roster.add_agencies(begins, years)
    numbers, dice = count(1), Random(2006)
    people: dict = {}
    for number in range(years):
        if number % roster.SERVE == 0:
            people = roster.add_people(agencies, number, numbers)
        year = Year(
            first=roster.day_in(begins, number),
            last=roster.day_in(begins, number + 1) - dt.timedelta(days=1),
            dice=dice,
            members=agencies.members(number),
            principals=people["principal"],
            focal_points=people["focal_point"],
            today=today,
            purposes=purposes,
        )
        meetings.add_terms(year, (2 * number % roster.AT_ONCE, (2 * number + 1) % roster.AT_ONCE))
        meetings.add(year)
        if number >= years - REVISED:
            meetings.add_revisions(year)
        documents.add(year)
        handovers.add(year, example)
        mails.add(year)
        pattern.copy(year, back=clock.today().year + FURTHEST - year.last.year)
        history.write(year)
        reset_queries()  # which DEBUG keeps
    if years:
        history.move_up(last_entry)
