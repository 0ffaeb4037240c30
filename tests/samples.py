"""Larger samples of the Group's work, for tests of the whole and for benchmarks."""

import datetime as dt

from agencies.models import Purpose
from chairmanship.models import Chairmanship, WorkplanActivity
from foundation.dates.partial import PartialDate
from meetings.models import Action, AgendaItem, Attendance, Decision, Guest, Meeting
from tests import factories

ACRONYMS = "ILO IOM OHCHR UNCTAD UNHCR UNODC UNDESA UNDP UNFPA UNITAR UNESCO UNICEF WHO FAO UNU".split()  # noqa: SIM905


def busy_term(*, meetings: int = 60, decisions: int = 400) -> Chairmanship:
    """Returns a term of one year with that many meetings and decisions, and all that belongs to them."""
    for acronym in ACRONYMS:
        factories.membership(acronym, "2006")
    term = factories.term("ILO", "2014-01-01", "2014-12-31", theme="Decent work for people who move")
    more_meetings(term, meetings=meetings, decisions=decisions)
    for number in range(20):
        WorkplanActivity.objects.create(
            title=f"Activity {number + 1} of the joint programme",
            lead=factories.agency(ACRONYMS[number % len(ACRONYMS)]),
            starts=PartialDate(2014, 1 + number % 12),
            ends=PartialDate(2015),
            status="under_way",
        )
    return term


def more_meetings(term: Chairmanship, *, meetings: int, decisions: int) -> None:
    """Adds meetings over the whole term, with guests, attendance, items, decisions and actions."""
    agencies = [factories.agency(acronym) for acronym in ACRONYMS]
    purposes = list(Purpose.objects.all())
    items, before = [], Meeting.objects.count()
    for number in range(meetings):
        meeting = Meeting.objects.create(
            level=Meeting.Level.WORKING if number % 4 else Meeting.Level.PRINCIPALS,
            kind=Meeting.Kind.AD_HOC if number % 5 == 0 else Meeting.Kind.REGULAR,
            date=PartialDate.of(term.starts + dt.timedelta(days=number * 364 // meetings)),
            city="Geneva" if number % 3 else "New York",
            time=dt.time(10, before),
            by_video=number % 2 == 0,
            purpose="To settle the matters that the meeting before left open." if number % 6 == 0 else "",
        )
        if number % 3 == 0:
            Guest.objects.create(
                meeting=meeting,
                position=0,
                organization=f"International Institute {number}",
                capacity="observer",
            )
        for position, agency in enumerate(agencies):
            Attendance.objects.create(
                meeting=meeting,
                position=position,
                agency=agency,
                name=f"Person {position}",
                present=(number + position) % 4 != 0,
            )
        for position in range(4):
            item = AgendaItem.objects.create(
                meeting=meeting,
                position=position,
                title=f"Matter {position + 1} of meeting {number + 1}",
                proposed_by=agencies[position],
            )
            item.purposes.add(purposes[(number + position) % 10])
            items.append(item)
    for number in range(decisions):
        item, position = items[number % len(items)], number // len(items)
        Decision.objects.create(
            item=item,
            position=position,
            text=f"The members agreed to bring their programmes together on subject {number + 1}, and to "
            "report on it to the next meeting.",
        )
        if number % 2:
            Action.objects.create(
                item=item,
                position=position,
                agency=agencies[number % len(agencies)],
                text=f"Send the draft on subject {number + 1} to all members.",
                due=PartialDate(2015, 1 + number % 12),
                done=bool(number % 3),
            )
