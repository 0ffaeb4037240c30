"""Who belonged to the Group: on a day, and from year to year."""

import datetime as dt
from dataclasses import dataclass

from agencies.models import Membership
from foundation import clock

ESTABLISHED = 2006  # under its present name; before that it was the Geneva Migration Group


@dataclass(frozen=True)
class Roster:
    """The members of a day: those who surely belonged, and those of whom it is not known for that day."""

    day: dt.date
    members: list[Membership]
    perhaps: list[dict]

    @property
    def group(self) -> str:
        """What the Group was called then."""
        return "Geneva Migration Group" if self.day.year < ESTABLISHED else "Global Migration Group"


def roster(day: dt.date) -> Roster:
    members = Membership.objects.on(day).select_related("agency").prefetch_related("agency__parts")
    perhaps = Membership.objects.perhaps_on(day).select_related("agency")
    return Roster(
        day,
        sorted(members, key=_by_acronym),
        [{"agency": row.agency, "why": _why(row, day)} for row in sorted(perhaps, key=_by_acronym)],
    )


def _by_acronym(membership: Membership) -> str:
    return membership.agency.acronym.casefold()


def _why(membership: Membership, day: dt.date) -> str:
    """Why nobody can say: "joined during 2014", "left in May 2010"."""
    joined = membership.starts.latest > day
    date = membership.starts if joined else membership.ends
    return f"{'joined' if joined else 'left'} {'in' if date.month else 'during'} {date}"


def growth() -> list[dict]:
    """For each year from the first to this one: its number of members at the end, and who joined and left.

    Years count to their last day, this year to today; a membership counts where it surely held.
    """
    rows = list(Membership.objects.select_related("agency"))
    if not rows:
        return []
    today = clock.today()
    years = []
    for year in range(min(row.starts.year for row in rows), today.year + 1):
        last = min(dt.date(year, 12, 31), today)
        years.append(
            {
                "year": year,
                "count": sum(
                    row.starts.latest <= last and (not row.ends or row.ends.earliest >= last) for row in rows
                ),
                "joined": [row.agency for row in rows if row.starts.year == year],
                "left": [row.agency for row in rows if row.ends and row.ends.year == year],
            }
        )
    return years


WIDTH, HEIGHT, TOP, BOTTOM, SIDE = 400, 150, 24, 24, 8


def growth_line(years: list[dict], day: dt.date) -> dict | None:
    """The line of growth as numbers for an SVG, with a mark at the day. None before the second year."""
    if len(years) < 2:
        return None
    first, most = years[0]["year"], max(entry["count"] for entry in years)
    step = (WIDTH - 2 * SIDE) / len(years)

    def x(year):
        return round(SIDE + (year - first) * step, 1)

    def y(count):
        return round(HEIGHT - BOTTOM - count / max(most, 1) * (HEIGHT - TOP - BOTTOM), 1)

    path, labels, changed, shown = f"M{x(first)} {y(0)}", [], first, 0
    for entry, following in zip(years, [*years[1:], None], strict=True):
        if entry["count"] != shown:
            changed, shown = entry["year"], entry["count"]
        path += f"V{y(shown)}H{x(entry['year'] + 1)}"
        # A number stands above a step that is long enough to carry it.
        ends = following is None or following["count"] != shown
        if ends and (entry["year"] + 1 - changed) * step >= 24:
            labels.append({"x": x(changed), "y": y(shown) - 6, "text": shown})
    within = first <= day.year <= years[-1]["year"]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": y(0),
        "path": path,
        "area": f"{path}V{y(0)}Z",
        "labels": labels,
        "ticks": [
            {"x": x(entry["year"]), "text": entry["year"]} for entry in years if entry["year"] % 5 == 0
        ],
        "mark": within and round(x(day.year) + (day.timetuple().tm_yday - 1) / 366 * step, 1),
        "mark_top": TOP - 12,
    }
