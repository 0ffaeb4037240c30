"""The members of the Group: on a day, and from year to year."""

import copy
import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.register.models import Membership
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.portal import group
from foundation.text import sorting


@dataclass(frozen=True)
class Roster:
    """The members on a day: those that certainly belonged, and in `perhaps` those that may have.

    Agencies have the names of that day.
    """

    day: dt.date
    members: list[Membership]
    perhaps: list[dict]

    @property
    def former_group(self) -> str:
        """The name of the Group on that day, if it is not the one of today; else ""."""
        then = group.name(on=self.day)
        return then if then != group.name() else ""


def roster(day: dt.date) -> Roster:
    """Returns the members on that day, and the agencies that may have been members, by acronym."""
    members = Membership.objects.on(day).select_related("agency").prefetch_related("agency__parts")
    perhaps = Membership.objects.perhaps_on(day).select_related("agency").prefetch_related("agency__parts")
    return Roster(
        day,
        sorted((_then(row, day) for row in members), key=_by_acronym),
        [
            {"membership": row, "agency": row.agency, "why": _why(row, day)}
            for row in sorted((_then(row, day) for row in perhaps), key=_by_acronym)
        ],
    )


def _then(membership: Membership, day: dt.date) -> Membership:
    """Returns a copy of the membership whose agency has the name of that day."""
    then = copy.copy(membership)
    then.agency = membership.agency.as_of(day)
    return then


def _by_acronym(membership: Membership) -> tuple:
    return sorting.key(membership.agency.acronym)


def _why(membership: Membership, day: dt.date) -> str:
    """Returns why it is not known: "joined during 2014", "left in May 2010"."""
    return _joined(membership.starts) if membership.starts.latest > day else _left(membership.ends)


def _joined(date: PartialDate) -> str:
    if date.day:
        return _("joined on %(date)s") % {"date": date}
    return (_("joined in %(date)s") if date.month else _("joined during %(date)s")) % {"date": date}


def _left(date: PartialDate) -> str:
    if date.day:
        return _("left on %(date)s") % {"date": date}
    return (_("left in %(date)s") if date.month else _("left during %(date)s")) % {"date": date}


@dataclass(frozen=True)
class Changes:
    """The changes in membership after a day, up to another: certain ones in `joined` and `left`.

    `perhaps` has the agencies that may have joined or left. An agency that left and came back is in both
    lists.
    """

    since: dt.date
    until: dt.date
    joined: list[Membership]
    left: list[Membership]
    perhaps: list[dict]

    def __bool__(self):
        return bool(self.joined or self.left or self.perhaps)


def changes(since: dt.date, until: dt.date) -> Changes:
    """Returns the changes between two days, given in either order."""
    since, until = sorted((since, until))
    joined, left, perhaps = [], [], []
    for row in sorted(Membership.objects.select_related("agency"), key=_by_acronym):
        # An agency joins on the first day of its membership, and leaves on the day after the last.
        for date, sure, in_words in ((row.starts, joined, _joined), (row.ends, left, _left)):
            if date is None:
                continue
            first, last = (date.earliest, date.latest) if sure is joined else _days_after(date)
            then = _then(row, date.latest if sure is joined else date.earliest)
            if since < first and last <= until:
                sure.append(then)
            elif first <= until and last > since:
                perhaps.append({"agency": then.agency, "why": in_words(date)})
    return Changes(since, until, joined, left, perhaps)


def _days_after(date) -> tuple[dt.date, dt.date]:
    """Returns the earliest and the latest possible first day after a membership that ended on that date."""
    day = dt.timedelta(days=1)
    return date.earliest + day, date.latest + day if date.latest < dt.date.max else dt.date.max


def growth() -> list[dict]:
    """Returns for each year to this one: members at its end, and the agencies that joined and left.

    Years count to their last day, this year to today. The numbers add up: an agency whose last day is 31
    December left in the next year. `steps` has the days on which the number of certain members changed, each
    with the new number.
    """
    rows = list(Membership.objects.select_related("agency"))
    if not rows:
        return []
    today, count, years = clock.today(), 0, []
    moves = sorted(_changes(rows))
    for year in range(min(row.starts.year for row in rows), today.year + 1):
        steps = {}
        for day, by in moves:
            if day.year == year and day <= today:
                count += by
                steps[day] = count
        years.append(
            {
                "year": year,
                "count": count,
                "steps": list(steps.items()),
                "joined": [
                    row.agency.as_of(row.starts.latest)
                    for row in rows
                    if row.starts.year == year and _has_joined(row, today)
                ],
                "left": [
                    row.agency.as_of(row.ends.earliest)
                    for row in rows
                    if _has_joined(row, today) and _gone(row, today) == year
                ],
            }
        )
    return years


def _has_joined(row: Membership, today: dt.date) -> bool:
    return row.starts.latest <= today


def _gone(row: Membership, today: dt.date) -> int | None:
    """Returns the year of the first day on which it no longer certainly held, if that day has come."""
    first = row.ends and _days_after(row.ends)[0]
    return first.year if first and first <= today else None


def _changes(rows: list[Membership]):
    """Yields the days on which a membership certainly began or no longer certainly held, with 1 or -1."""
    for row in rows:
        if row.ends is None or row.ends.earliest >= row.starts.latest:
            yield row.starts.latest, 1
            if row.ends and row.ends.earliest < dt.date.max:
                yield row.ends.earliest + dt.timedelta(days=1), -1


WIDTH, HEIGHT, TOP, BOTTOM, SIDE = 400, 166, 40, 24, 8
ROOM = 24  # the width that a number above the line needs
MARK_ROOM = 200  # the width that the words at the mark need


def growth_line(years: list[dict], day: dt.date, members: int) -> dict | None:
    """Returns the line of growth as numbers for an SVG, with a mark at that day and number of members.

    None if there are fewer than two years.
    """
    if len(years) < 2:
        return None
    first, last = years[0]["year"], years[-1]["year"]
    steps = [step for year in years for step in year["steps"]]
    most = max(members, *(step[1] for step in steps), 0)
    scale = (WIDTH - 2 * SIDE) / (last - first + 1)

    def x(day):
        return round(SIDE + (day.year - first + (day.timetuple().tm_yday - 1) / 366) * scale, 1)

    def y(count):
        return round(HEIGHT - BOTTOM - count / max(most, 1) * (HEIGHT - TOP - BOTTOM), 1)

    path, labels, end = f"M{SIDE} {y(0)}", [], WIDTH - SIDE
    for (since, count), until in zip(steps, [*(x(step[0]) for step in steps[1:]), end], strict=True):
        path += f"H{x(since)}V{y(count)}"
        # Only a step that is long enough gets a number above it.
        if until - x(since) >= ROOM:
            labels.append({"x": x(since) + 4, "y": y(count) - 6, "text": count})
    path += f"H{end}"
    mark = first <= day.year <= last and x(day)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": y(0),
        "path": path,
        "area": f"{path}V{y(0)}Z",
        "labels": labels,
        "ticks": [
            {"x": x(dt.date(year, 1, 1)), "text": year} for year in range(first, last + 1) if year % 5 == 0
        ],
        "mark": mark,
        "mark_top": 18,
        "mark_words": 13,
        "mark_anchor": "start"
        if mark < MARK_ROOM / 2
        else "end"
        if mark > WIDTH - MARK_ROOM / 2
        else "middle",
        "dot": y(members),
    }
