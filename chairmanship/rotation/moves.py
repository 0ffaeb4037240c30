"""The moves by which the line of chairs is planned. A move changes terms in a list and saves nothing.

Each move takes a list of terms of its own, changes the terms there, and adds new ones. It raises `Refused`
for what makes no sense.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from agencies.models import Agency
from chairmanship.rotation.models import Chairmanship
from foundation.verbs import Refused

DAY = dt.timedelta(days=1)
Capacity = Chairmanship.Capacity
Line = list[Chairmanship]


def months_on(day: dt.date, months: int) -> dt.date:
    """Returns the same day so many months later; in a month that is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + (day.day - 1) * DAY, following - DAY)


@dataclass(frozen=True)
class Span:
    """The time from one day to another: whole months if both have the same day of the month, else days."""

    months: int
    days: int

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> "Span":
        """From the first day to the one before the last."""
        if first.day == last.day:
            return cls((last.year - first.year) * 12 + last.month - first.month, 0)
        return cls(0, (last - first).days)

    @classmethod
    def of(cls, term: Chairmanship) -> "Span":
        """As long as that term."""
        return cls.between(term.starts, term.ends + DAY)

    def after(self, day: dt.date) -> dt.date:
        """The day on which it is over, if it begins on that one."""
        return months_on(day, self.months) + self.days * DAY


# What the moves are made of ---------------------------------------------------------------------------


def with_co_chairs(line: Line, term: Chairmanship) -> Line:
    """Returns the term and its co-chairs of the same days, which move together."""
    if term.capacity != Capacity.CO_CHAIR:
        return [term]
    return [
        one for one in line if (one.starts, one.ends, one.capacity) == (term.starts, term.ends, term.capacity)
    ]


def place(terms: Line, starts: dt.date, ends: dt.date) -> None:
    """Sets the same days for all of these terms."""
    for term in terms:
        term.starts, term.ends = starts, ends


def follow(line: Line, after: dt.date, begins: dt.date) -> None:
    """Moves the terms that begin after a day to another day, if they followed at once or would overlap."""
    later = [term for term in line if term.starts > after]
    following = min((term.starts for term in later), default=None)
    if following is None or not (following < begins or following == after + DAY):
        return
    span = Span.between(following, begins)
    for term in later:
        place([term], span.after(term.starts), span.after(term.ends + DAY) - DAY)


def make_room(line: Line, starts: dt.date, ends: dt.date) -> None:
    """Shortens the terms that lie in these days: they end before, or begin after.

    Raises `Refused` if nothing is left of one.
    """
    for term in line:
        if term.starts < starts <= term.ends:
            term.ends = starts - DAY
        elif starts <= term.starts <= ends < term.ends:
            term.starts = ends + DAY
        elif starts <= term.starts and term.ends <= ends:
            raise Refused(
                _(
                    "Nothing would be left of the term of %(agency)s, %(period)s. Remove that term first, or "
                    "let the later terms move."
                )
                % {"agency": term.agency, "period": term.period}
            )


def interrupt(line: Line, starts: dt.date, ends: dt.date) -> Line:
    """Makes room in these days as `make_room` does.

    Returns what is left of those terms afterwards, as terms.
    """
    rests = [
        Chairmanship(
            agency=term.agency, starts=ends + DAY, ends=term.ends, capacity=term.capacity,
            coordinated_by=term.coordinated_by, theme=term.theme, objective=term.objective,
        )
        for term in line
        if term.starts < starts and ends < term.ends
    ]  # fmt: skip
    make_room(line, starts, ends)
    return rests


# The moves --------------------------------------------------------------------------------------------


def go_on(line: Line, *, starts: dt.date, order: list[tuple[list[Agency], int]]) -> Line:
    """Adds new terms one after the other from that day.

    Each entry has its agencies (several are co-chairs) and its months.
    """
    for agencies, months in order:
        ends = months_on(starts, months) - DAY
        capacity = Capacity.CHAIR if len(agencies) == 1 else Capacity.CO_CHAIR
        line += [Chairmanship(agency=one, starts=starts, ends=ends, capacity=capacity) for one in agencies]
        starts = ends + DAY
    return line


def swap(line: Line, one: Chairmanship, other: Chairmanship, *, keep_lengths: bool) -> Line:
    """Swaps two terms: each gets the other's days; or each keeps its length, and the terms between move.

    Raises `Refused` for co-chairs of one term.
    """
    if one in with_co_chairs(line, other):
        raise Refused(_("These agencies share one term. Choose two different terms."))
    first, last = sorted(
        (with_co_chairs(line, one), with_co_chairs(line, other)), key=lambda terms: terms[0].starts
    )
    if not keep_lengths:
        days = first[0].starts, first[0].ends
        place(first, last[0].starts, last[0].ends)
        place(last, *days)
        return line
    between: list[Line] = []
    for term in sorted(line, key=lambda term: term.starts):
        if first[0].ends < term.starts < last[0].starts and not any(term in terms for terms in between):
            between.append(with_co_chairs(line, term))
    slots = [first, *between, last]
    gaps = [(b[0].starts - a[0].ends).days for a, b in pairwise(slots)] + [1]
    spans = [Span.of(terms[0]) for terms in [last, *between, first]]
    day = first[0].starts
    for terms, span, gap in zip([last, *between, first], spans, gaps, strict=True):
        place(terms, day, span.after(day) - DAY)
        day = terms[0].ends + gap * DAY
    return line


def insert_interim(line: Line, *, agency: Agency, starts: dt.date, ends: dt.date, meanwhile: str) -> Line:
    """Adds an interim in these days. Raises `Refused` if it would end before it begins.

    `meanwhile` says what the chair does: it goes `on` after the interim, stays `beside` it, or makes `room`
    for good; or the later terms come `later`.
    """
    if ends < starts:
        raise Refused(_("The interim term cannot end before it begins."))
    rests = []
    if meanwhile == "later":
        for term in line:
            if term.starts < starts <= term.ends:
                term.ends = starts - DAY
        follow(line, starts - DAY, ends + DAY)
    elif meanwhile == "room":
        make_room(line, starts, ends)
    elif meanwhile == "on":
        rests = interrupt(line, starts, ends)
    interim = Chairmanship(agency=agency, starts=starts, ends=ends, capacity=Capacity.INTERIM)
    return [*line, interim, *rests]


def split(line: Line, term: Chairmanship, *, day: dt.date, agency: Agency) -> Line:
    """Gives the rest of a term to another agency, from that day on.

    Raises `Refused` if the day lies outside the term.
    """
    if not term.starts < day <= term.ends:
        raise Refused(
            _("Choose a day within the term (%(period)s), after its first day.") % {"period": term.period}
        )
    rest = Chairmanship(agency=agency, starts=day, ends=term.ends, capacity=term.capacity)
    term.ends = day - DAY
    return [*line, rest]


def extend(line: Line, term: Chairmanship, *, ends: dt.date, along: bool) -> Line:
    """Sets another last day for a term. The later terms move along, or the next one makes room.

    Raises `Refused`.
    """
    if ends < term.starts:
        raise Refused(_("The term cannot end before it begins. You can remove it instead."))
    terms, before = with_co_chairs(line, term), term.ends
    others = [one for one in line if one not in terms]
    if along:
        follow(others, before, ends + DAY)
    elif ends > before:
        make_room([one for one in others if one.capacity == Capacity.CHAIR], before + DAY, ends)
    place(terms, term.starts, ends)
    return line


def co_chair(line: Line, term: Chairmanship, *, agency: Agency) -> Line:
    """Adds an agency that shares a term. Raises `Refused` if it has that term already."""
    if agency.pk in {one.agency_id for one in with_co_chairs(line, term)}:
        raise Refused(_("%(agency)s already has this term. Choose another agency.") % {"agency": agency})
    if term.capacity == Capacity.CHAIR:
        term.capacity = Capacity.CO_CHAIR
    shared = Chairmanship(agency=agency, starts=term.starts, ends=term.ends, capacity=term.capacity)
    return [*line, shared]


def take_out(line: Line, term: Chairmanship, *, along: bool) -> Line:
    """Removes a term that has not begun. The later terms move up, or a gap stays."""
    rest = [one for one in line if one is not term]
    alone = len(with_co_chairs(line, term)) == 1
    if not alone and len(with_co_chairs(line, term)) == 2:
        next(one for one in with_co_chairs(line, term) if one is not term).capacity = Capacity.CHAIR
    if along and alone:
        follow(rest, term.ends, term.starts)
    return rest
