"""The agencies of the invented past and their people: each decade, eight come and eight leave."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from agencies.models import Agency, AgencyName, Appointment, Membership, User
from agencies.register.models import agency_slug
from foundation.dates.clock import zone
from foundation.dates.partial import PartialDate

AT_ONCE, NEW, DECADE = 24, 8, 10
SERVE = 2  # years, for a principal or a focal point
KEPT_NAMES = 5  # years: people who left before are forgotten
SEAS = ("Harbours", "Rivers", "Islands", "Mountains", "Deserts", "Lakes", "Forests", "Coasts")
WORK = ("Crews", "Families", "Skills", "Health", "Statistics", "Housing", "Letters", "Pensions", "Schools")


@dataclass
class Roster:
    """All agencies, the first members first, and from `begins` on who acts for them in each year."""

    agencies: list[Agency]
    begins: dt.date
    years: int

    def members(self, year: int) -> list[Agency]:
        """Returns the members in the year of that number, counted from 0."""
        first = NEW * (year // DECADE)
        return self.agencies[first : first + AT_ONCE]


def day_in(begins: dt.date, years: int) -> dt.date:
    """Returns the first day so many years after another first day of a month."""
    return begins.replace(year=begins.year + years)


def add_agencies(begins: dt.date, years: int) -> Roster:
    """Adds the agencies with their names through time and their memberships, all of which ended."""
    number = AT_ONCE + NEW * ((years - 1) // DECADE)
    names = (f"Invented Agency for {work} on {sea}" for sea in SEAS for work in WORK for _ in range(9))
    made = []
    for place, name in zip(range(number), names, strict=False):
        acronym = f"X{WORK[place % 9][0]}{SEAS[place % 8][0]}{place + 1:03}"
        made.append(Agency(acronym=acronym, slug=agency_slug(acronym), name=f"{name} ({place + 1})"))
    roster = Roster(Agency.objects.bulk_create(made), begins, years)
    spans = [_span(roster, place) for place in range(number)]
    Membership.objects.bulk_create(
        Membership(
            agency=agency,
            starts=PartialDate.of(first),
            ends=PartialDate.of(last),
            basis="application" if first > begins else "founder",
        )
        for agency, (first, last) in zip(roster.agencies, spans, strict=True)
    )
    _add_names(roster.agencies, spans)
    return roster


def _span(roster: Roster, place: int) -> tuple[dt.date, dt.date]:
    """Returns the first and last day of the membership of the agency at that place."""
    first = max(0, (place - AT_ONCE) // NEW + 1) * DECADE
    last = min((place // NEW + 1) * DECADE, roster.years)
    return day_in(roster.begins, first), day_in(roster.begins, last) - dt.timedelta(days=1)


def _add_names(agencies: list[Agency], spans: list[tuple[dt.date, dt.date]]) -> None:
    """Adds the name of each agency; every third had another one before."""
    names = []
    for place, (agency, (first, last)) in enumerate(zip(agencies, spans, strict=True)):
        present = AgencyName(agency=agency, name=agency.name, acronym=agency.acronym, slug=agency.slug)
        names.append(present)
        if place % 3 == 0:
            renamed = first + (last - first) // 2
            present.starts = PartialDate.of(renamed)
            acronym = f"{agency.acronym}F"
            former = AgencyName(
                agency=agency,
                name=agency.name.replace("Agency", "Office"),
                acronym=acronym,
                slug=agency_slug(acronym),
                ends=PartialDate.of(renamed - dt.timedelta(days=1)),
            )
            names.append(former)
            agency.name_facts = [former.told.facts, present.told.facts]
    AgencyName.objects.bulk_create(names)
    Agency.objects.bulk_update(agencies, ["name_facts"])


def add_people(roster: Roster, year: int, numbers: count) -> dict[str, list[User]]:
    """Adds whoever begins in that year for two years, with appointments that ended. Returns them by role."""
    members = roster.members(year)
    first, after = (day_in(roster.begins, min(one, roster.years)) for one in (year, year + SERVE))
    known = year + SERVE > roster.years - KEPT_NAMES
    found = {}
    for role in ("principal", "focal_point"):
        people = [
            User(
                name=f"Person {number} ({agency.acronym})" if known else "",
                email=f"person.{number}@example.org" if known else None,
                password="!",
                joined_at=dt.datetime.combine(first, dt.time(9), zone()),
            )
            for agency, number in zip(members, numbers, strict=False)
        ]
        found[role] = User.objects.bulk_create(people)
        Appointment.objects.bulk_create(
            Appointment(
                person=person, agency=agency, role=role, starts=first, ends=after - dt.timedelta(days=1)
            )
            for person, agency in zip(people, members, strict=True)
        )
    return found
