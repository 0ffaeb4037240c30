"""Planning ahead by the Group's rhythm: what each quarter of the running and the next term still needs.

The chair gets suggestions, which are no meetings. Whatever was made, confirmed or dropped before stays, so
that it can run at any time, twice at once, and after any pause.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from chairmanship.rotation import rotation
from foundation.dates import clock, hours
from meetings.calendar.days import Days
from meetings.calendar.models import Rhythm, Suggestion
from meetings.meeting.models import Meeting

AROUND = dt.timedelta(days=16)  # so far from the usual day another is looked for
NOTICE = dt.timedelta(days=21)  # nobody is called sooner
CARETAKEN = dt.timedelta(days=183)  # how far a gap is planned, when nobody is known to come after
SHOWN = 4  # days that were passed over, of those nearest to the usual day
NUMBERS = ("first", "second", "third", "fourth")
Level = Meeting.Level


@dataclass(frozen=True)
class Quarter:
    """Three months, by their first day."""

    starts: dt.date

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        """The quarter in which a day lies."""
        return cls(dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1))

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter.of(self.starts + dt.timedelta(days=95))

    @property
    def ends(self) -> dt.date:
        """Its last day."""
        return self.next.starts - dt.timedelta(days=1)

    @property
    def number(self) -> int:
        """Which one of the year it is, from 1 to 4."""
        return (self.starts.month + 2) // 3

    def __str__(self):
        return f"{NUMBERS[self.number - 1]} quarter of {self.starts.year}"

    def holds(self, meeting: Meeting) -> bool:
        """Whether the meeting is certain to be within it."""
        return self.starts <= meeting.date.earliest and meeting.date.latest <= self.ends


def quarters_ahead(rhythm: Rhythm) -> list[Quarter]:
    """Those of the running and the next term, from today's on, as far as the Group plans ahead."""
    today = clock.today()
    troika = rotation.troika(today)
    terms = [*troika.current, *troika.incoming]
    far = max((term.ends for term in terms), default=today + CARETAKEN)
    horizon = min(far, today + dt.timedelta(days=rhythm.months_ahead * 30.5))
    quarters, one = [], Quarter.of(today)
    while one.starts <= horizon:
        quarters.append(one)
        one = one.next
    return quarters


def plan_ahead() -> int:
    """Proposes what is missing and was not proposed before. Returns how many suggestions are new."""
    rhythm = Rhythm.current()
    made = 0
    with transaction.atomic():
        _retire()
        days = Days.known(rhythm.city)
        for quarter in quarters_ahead(rhythm):
            made += _fill(quarter, rhythm, days)
    return made


def plan_anew() -> int:
    """What waits goes by the rhythm as it is now. What was confirmed or dropped stays."""
    with transaction.atomic():
        Suggestion.objects.waiting().delete()
        return plan_ahead()


def _retire() -> None:
    """What nobody answered in time is gone; its place can be proposed anew."""
    Suggestion.objects.filter(meeting=None, dropped_at=None, date__lte=clock.today()).delete()


def first_day(quarter: Quarter, level: str, rhythm: Rhythm) -> dt.date:
    """From when on a meeting can be one of that quarter: the working level prepares it before it begins."""
    early = dt.timedelta(weeks=rhythm.weeks_before) + AROUND
    return quarter.starts - early if level == Level.WORKING else quarter.starts


def regular_of(quarter: Quarter, meetings, rhythm: Rhythm) -> list[Meeting]:
    """Those of the meetings that the rhythm counts for the quarter: none that is ad hoc or cancelled.

    A meeting at working level counts where the principals meet whom it prepares, be that the next quarter.
    """
    regular = [
        one for one in meetings if one.kind != Meeting.Kind.AD_HOC and one.stage != Meeting.Stage.CANCELLED
    ]
    days = [one.date.earliest for one in regular if one.level == Level.PRINCIPALS and one.date.day]
    return [
        one
        for one in regular
        if (Quarter.of(day) == quarter if (day := _prepared(one, days, rhythm)) else quarter.holds(one))
    ]


def _prepared(meeting: Meeting, days: list[dt.date], rhythm: Rhythm) -> dt.date | None:
    """On which of the days the principals meet whom the working level prepares at that meeting."""
    if meeting.level != Level.WORKING:
        return None
    far = meeting.date.latest + dt.timedelta(weeks=rhythm.weeks_before) + AROUND
    return min((day for day in days if meeting.date.latest < day <= far), default=None)


def _fill(quarter: Quarter, rhythm: Rhythm, days: Days) -> int:
    meetings = regular_of(quarter, Meeting.objects.all(), rhythm)
    made = 0
    for level, a_quarter in (
        (Level.PRINCIPALS, rhythm.principals_a_quarter),
        (Level.WORKING, rhythm.working_a_quarter),
    ):
        held = sum(one.level == level for one in meetings)
        # The places of the rhythm are filled from the first: by meetings that nobody suggested, too.
        there = {one.number: one for one in Suggestion.objects.filter(quarter=quarter.starts, level=level)}
        confirmed = sum(one.meeting_id in {meeting.pk for meeting in meetings} for one in there.values())
        free = held - confirmed
        for number in range(1, a_quarter + 1):
            found = there.get(number)
            if found and (found.meeting_id or found.dropped_at):
                continue
            if free > 0:
                free -= 1
                if found:
                    found.delete()  # somebody planned it otherwise
                continue
            made += found is None and _suggest(quarter, level, number, a_quarter, rhythm, days)
    return made


def _suggest(quarter, level, number, a_quarter, rhythm, days: Days) -> bool:
    usual, words = _usual(quarter, level, number, a_quarter, rhythm)
    first = max(clock.today() + NOTICE, quarter.starts if level == Level.PRINCIPALS else usual - AROUND)
    window = [
        day
        for offset in range(-AROUND.days, AROUND.days + 1)
        if first <= (day := usual + dt.timedelta(days=offset)) <= quarter.ends
    ]
    best = min(window, key=lambda day: (days.cost(day), abs(day - usual)), default=None)
    if best is None or days.cost(best) == float("inf"):
        return False  # too late for this quarter: the year shows that it is missing
    passed = sorted(
        (day for day in window if day != best and abs(day - usual) <= abs(best - usual)),
        key=lambda d: abs(d - usual),
    )
    principals = level == Level.PRINCIPALS
    _, new = Suggestion.objects.get_or_create(
        quarter=quarter.starts,
        level=level,
        number=number,
        defaults={
            "date": best,
            "time": rhythm.principals_hour if principals else rhythm.working_hour,
            "timezone": hours.zone_of(rhythm.city),
            "city": rhythm.city,
            "length": rhythm.principals_length if principals else rhythm.working_length,
            "why": _why(best, words, passed, days),
        },
    )
    days.taken[best] = f"the {Level(level).label} meeting that is proposed"
    return new


def _usual(quarter, level, number, a_quarter, rhythm) -> tuple[dt.date, str]:
    """The day that the rhythm points to, and what it is in words."""
    whole = (quarter.ends - quarter.starts).days
    even = quarter.starts + dt.timedelta(days=whole * (2 * number - 1) // (2 * a_quarter))
    if level == Level.PRINCIPALS:
        return even, f"the middle of the {quarter}" if a_quarter == 1 else f"evenly over the {quarter}"
    principals = _principals_in(quarter)
    if len(principals) < number:
        return even, f"the middle of the {quarter}"
    day = principals[number - 1]
    return (
        day - dt.timedelta(weeks=rhythm.weeks_before),
        f"{rhythm.weeks_before} weeks before the principals meet on {in_words(day)}",
    )


def _principals_in(quarter: Quarter) -> list[dt.date]:
    """The days on which principals meet in that quarter, or are proposed to."""
    meetings = Meeting.objects.exclude(stage=Meeting.Stage.CANCELLED).filter(level=Level.PRINCIPALS)
    days = {one.date.earliest for one in meetings if quarter.holds(one) and one.date.day}
    days |= set(
        Suggestion.objects.waiting()
        .filter(quarter=quarter.starts, level=Level.PRINCIPALS)
        .values_list("date", flat=True)
    )
    return sorted(days)


def _why(day: dt.date, words: str, passed: list[dt.date], days: Days) -> str:
    said = f"The nearest day to {words} that suits." if passed else f"It is {words}."
    reasons = [
        f"{in_words(one)} ({days.against(one)})" for one in passed if one.weekday() < 5 and days.against(one)
    ]
    if reasons:
        said += f" Passed over: {'; '.join(reasons[:SHOWN])}."
    against = days.against(day)
    return f"{said} Against it: {against}." if against else said


def in_words(day: dt.date) -> str:
    """ "Tuesday 4 May 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
