"""Planning ahead by the Group's rhythm: what each quarter of this term and the next still needs.

The chair gets suggestions, which are not meetings. What was made, confirmed or dropped before stays, so that
this can run at any time, twice at once, and after any pause.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chairmanship.rotation import rotation
from foundation.dates import clock, hours, shown
from meetings.calendar.days import MEETINGS, Days
from meetings.calendar.models import Rhythm, Suggestion
from meetings.meeting.models import Meeting, MeetingQuerySet

AROUND = dt.timedelta(days=16)  # how far from the usual day another is sought
SHOWN = 4  # how many days that were ruled out are named
QUARTERS = (
    gettext_lazy("first quarter of %(year)s"),
    gettext_lazy("second quarter of %(year)s"),
    gettext_lazy("third quarter of %(year)s"),
    gettext_lazy("fourth quarter of %(year)s"),
)
Level = Meeting.Level


@dataclass(frozen=True)
class Quarter:
    """Three months, given by their first day."""

    starts: dt.date

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        """Returns the quarter of a day."""
        return cls(dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1))

    @property
    def next(self) -> "Quarter":
        """The next quarter."""
        return Quarter.of(self.starts + dt.timedelta(days=95))

    @property
    def ends(self) -> dt.date:
        """Its last day."""
        return self.next.starts - dt.timedelta(days=1)

    @property
    def middle(self) -> dt.date:
        """The day in its middle. The plan has the quarter if somebody is known to chair until then."""
        return self.starts + (self.ends - self.starts) // 2

    @property
    def number(self) -> int:
        """Its number in the year, from 1 to 4."""
        return (self.starts.month + 2) // 3

    def __str__(self):
        return QUARTERS[self.number - 1] % {"year": self.starts.year}

    def holds(self, meeting: Meeting) -> bool:
        """Returns whether the meeting is certainly within it."""
        return self.starts <= meeting.date.earliest and meeting.date.latest <= self.ends


def quarters_ahead(rhythm: Rhythm) -> list[Quarter]:
    """Returns the quarters of this term and the next, from today's, as far as the Group plans ahead.

    Nothing is planned beyond the last term that is known.
    """
    today = clock.today()
    troika = rotation.troika(today)
    terms = [*troika.current, *troika.incoming]
    if not terms:
        return []
    last = max(term.ends for term in terms)
    horizon = today + dt.timedelta(days=rhythm.months_ahead * 30.5)
    quarters, one = [], Quarter.of(today)
    while one.starts <= horizon and one.middle <= last:
        quarters.append(one)
        one = one.next
    return quarters


def plan_ahead() -> int:
    """Suggests what is missing and was not suggested before. Returns how many suggestions are new."""
    rhythm = Rhythm.current()
    made = 0
    with transaction.atomic():
        _retire()
        days = Days.known(rhythm.city)
        if quarters := quarters_ahead(rhythm):
            meetings = regular(Meeting.objects.all(), quarters[0].starts, quarters[-1].ends, rhythm)
        for quarter in quarters:
            made += _fill(quarter, meetings[quarter], rhythm, days)
    return made


def plan_anew() -> int:
    """Suggests again, by the present rhythm, what the chair has not confirmed or dropped. Returns how
    many.
    """
    with transaction.atomic():
        Suggestion.objects.waiting().delete()
        return plan_ahead()


def _retire() -> None:
    """Deletes suggestions whose day has come without an answer, so that their place can be suggested
    again, and those after the last term that is known.
    """
    open_ = Suggestion.objects.filter(meeting=None, dropped_at=None)
    open_.exclude(pk__in=Suggestion.objects.waiting().values("pk")).delete()


def first_day(quarter: Quarter, level: str, rhythm: Rhythm) -> dt.date:
    """Returns the first day for a meeting of that quarter. The working level can meet before the quarter
    begins.
    """
    return quarter.starts - _early(rhythm) if level == Level.WORKING else quarter.starts


def regular(
    meetings: MeetingQuerySet, starts: dt.date, ends: dt.date, rhythm: Rhythm
) -> dict[Quarter, list[Meeting]]:
    """Returns the meetings that count for each quarter between these days: none that is ad hoc or cancelled.

    A meeting at working level counts for the quarter of the principals' meeting that it prepares. The result
    has other quarters too, of which not all meetings are there.
    """
    early = _early(rhythm)
    near = meetings.within(starts - early, ends + early).exclude(stage=Meeting.Stage.CANCELLED)
    near = near.exclude(kind=Meeting.Kind.AD_HOC).only("level", "date")
    days = sorted(one.date.earliest for one in near if one.level == Level.PRINCIPALS and one.date.day)
    found = defaultdict(list)
    for one in near:
        prepared = _prepared(one, days, early)
        quarter = Quarter.of(prepared or one.date.earliest)
        if prepared or quarter.holds(one):
            found[quarter].append(one)
    return found


def _early(rhythm: Rhythm) -> dt.timedelta:
    """Returns how long before the principals the working level can meet to prepare their meeting."""
    return dt.timedelta(weeks=rhythm.weeks_before) + AROUND


def _prepared(meeting: Meeting, days: list[dt.date], early: dt.timedelta) -> dt.date | None:
    """Returns the day of the principals' meeting that this meeting at working level prepares; else None."""
    if meeting.level != Level.WORKING:
        return None
    following = bisect_right(days, meeting.date.latest)
    if following == len(days) or days[following] > meeting.date.latest + early:
        return None
    return days[following]


def _fill(quarter: Quarter, meetings: list[Meeting], rhythm: Rhythm, days: Days) -> int:
    made = 0
    for level, a_quarter in (
        (Level.PRINCIPALS, rhythm.principals_a_quarter),
        (Level.WORKING, rhythm.working_a_quarter),
    ):
        held = sum(one.level == level for one in meetings)
        # The places of the rhythm are filled from the first, also by meetings that were not suggested.
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
                    found.delete()  # somebody planned a meeting without it
                continue
            made += found is None and _suggest(quarter, level, number, a_quarter, rhythm, days)
    return made


def _suggest(quarter, level, number, a_quarter, rhythm, days: Days) -> bool:
    usual, exact, nearest = _usual(quarter, level, number, a_quarter, rhythm)
    notice = dt.timedelta(days=rhythm.notice_days)
    last = min(quarter.ends, rotation.last_day() or quarter.ends)
    first = max(clock.today() + notice, quarter.starts if level == Level.PRINCIPALS else usual - AROUND)
    window = [
        day
        for offset in range(-AROUND.days, AROUND.days + 1)
        if first <= (day := usual + dt.timedelta(days=offset)) <= last
    ]
    best = min(window, key=lambda day: (days.cost(day), abs(day - usual)), default=None)
    if best is None or days.cost(best) == float("inf"):
        return False  # too late for this quarter: the page of the year shows that
    passed = sorted(
        (day for day in window if day != best and abs(day - usual) <= abs(best - usual)),
        key=lambda d: abs(d - usual),
    )
    principals = level == Level.PRINCIPALS
    _suggestion, new = Suggestion.objects.get_or_create(
        quarter=quarter.starts,
        level=level,
        number=number,
        defaults={
            "date": best,
            "time": rhythm.principals_hour if principals else rhythm.working_hour,
            "timezone": hours.zone_of(rhythm.city),
            "city": rhythm.city,
            "length": rhythm.principals_length if principals else rhythm.working_length,
            "why": _why(best, nearest if passed else exact, passed, days),
        },
    )
    days.taken[best] = str(MEETINGS[Level(level)])
    return new


def _usual(quarter, level, number, a_quarter, rhythm) -> tuple[dt.date, str, str]:
    """Returns the day that the rhythm points to, and how to explain that day, or the nearest that suits."""
    whole = (quarter.ends - quarter.starts).days
    even = quarter.starts + dt.timedelta(days=whole * (2 * number - 1) // (2 * a_quarter))
    principals = _principals_in(quarter) if level != Level.PRINCIPALS else []
    if len(principals) >= number:
        day, weeks = principals[number - 1], rhythm.weeks_before
        exact = ngettext(
            "%(weeks)s week before the principals meet on %(day)s.",
            "%(weeks)s weeks before the principals meet on %(day)s.",
            weeks,
        )
        nearest = ngettext(
            "The nearest suitable day to %(weeks)s week before the principals meet on %(day)s.",
            "The nearest suitable day to %(weeks)s weeks before the principals meet on %(day)s.",
            weeks,
        )
        said = {"weeks": weeks, "day": in_words(day)}
        return day - dt.timedelta(weeks=weeks), exact % said, nearest % said
    if level == Level.PRINCIPALS and a_quarter > 1:
        exact = _("Meetings spread evenly over the %(quarter)s.")
        nearest = _("The nearest suitable day, with meetings spread evenly over the %(quarter)s.")
    else:
        exact = _("The middle of the %(quarter)s.")
        nearest = _("The nearest suitable day to the middle of the %(quarter)s.")
    said = {"quarter": quarter}
    return even, exact % said, nearest % said


def _principals_in(quarter: Quarter) -> list[dt.date]:
    """Returns the days of principals' meetings in that quarter, planned or suggested."""
    meetings = Meeting.objects.within(quarter.starts, quarter.ends).filter(level=Level.PRINCIPALS)
    meetings = meetings.exclude(stage=Meeting.Stage.CANCELLED).only("date")
    days = {one.date.earliest for one in meetings if quarter.holds(one) and one.date.day}
    days |= set(
        Suggestion.objects.waiting()
        .filter(quarter=quarter.starts, level=Level.PRINCIPALS)
        .values_list("date", flat=True)
    )
    return sorted(days)


def _why(day: dt.date, said: str, passed: list[dt.date], days: Days) -> str:
    """Returns in sentences why that day was chosen."""
    reasons = [
        f"{in_words(one)} ({days.against(one)})" for one in passed if one.weekday() < 5 and days.against(one)
    ]
    sentences = [said]
    if reasons:
        sentences.append(_("Ruled out: %(days)s.") % {"days": "; ".join(reasons[:SHOWN])})
    against = days.against(day)
    if against:
        sentences.append(_("Against this day: %(reasons)s.") % {"reasons": against})
    return " ".join(sentences)


def in_words(day: dt.date) -> str:
    """Returns the day, such as "Tuesday 4 May 2027"."""
    return shown.day(day, "WEEKDAY_DATE_FORMAT")
