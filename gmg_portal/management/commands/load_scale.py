"""`manage.py load_scale`: fills an empty portal with the demonstration and many years of an invented past."""

import datetime as dt
from itertools import count
from random import Random

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries, transaction
from django.db.models import Max

from agencies.models import Agency, AgencyName, GroupName, Purpose
from chairmanship.models import Chairmanship
from foundation.discovery import ORDER
from gmg_portal.management.commands.load_demo import GIVEN
from gmg_portal.scale import documents, handovers, history, mails, meetings, roster
from gmg_portal.scale.copies import Pattern
from gmg_portal.scale.year import Year

MOST = 150  # years back, so that no date is before those that the portal accepts
REVISED = 2  # years: the last ones, whose minutes still have revisions
FURTHEST = 3  # years from today to the latest date in the demo


class Command(BaseCommand):
    help = "Fills an empty portal with the demo and with an invented past: in all so many times the demo."

    def add_arguments(self, parser):
        parser.add_argument("--times", type=int, default=100, help="How many times the demo (default: 100).")

    def handle(self, *, times, **options):
        if not 1 <= times <= MOST:
            raise CommandError(f"--times is a number from 1 to {MOST}.")
        if found := held():
            raise CommandError("\n".join(["This portal is not empty, and nothing was changed:", *found]))
        with transaction.atomic():
            call_command("load_demo", stdout=self.stdout)
            with disable_auditlog():
                add_past(times if times > 1 else 0)


def held() -> list[str]:
    """Returns in sentences what the portal holds beyond what every portal has."""
    return [
        f"It holds {model._meta.verbose_name_plural}."
        for app in ORDER
        for model in apps.get_app_config(app).get_models()
        if model not in GIVEN | {AgencyName, GroupName} and model._base_manager.exists()
    ]


def add_past(years: int) -> None:
    """Adds so many years before the first term of the demo."""
    if not years:
        return
    ends = Chairmanship.objects.earliest("starts").starts
    begins = roster.day_in(ends, -years)
    today = list(Agency.objects.members())
    last_entry = LogEntry.objects.aggregate(last=Max("pk"))["last"]
    purposes = list(Purpose.objects.all())
    example = handovers.Example(Chairmanship.objects.exclude(objective="").earliest("starts"))
    pattern = Pattern()
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
        meetings.add_meetings(year)
        if number >= years - REVISED:
            meetings.add_revisions(year)
        documents.add(year)
        handovers.add(year, example)
        pattern.copy(year, back=dt.date.today().year + FURTHEST - year.last.year)
        mails.add(year)
        year.tell()
        reset_queries()  # which DEBUG keeps
    history.move_up(last_entry)
