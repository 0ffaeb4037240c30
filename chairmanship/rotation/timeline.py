"""The line of chairs for a page: as a drawing (SVG, in px), and as the rows of a table."""

import datetime as dt

from django.utils.text import Truncator

from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.rotation import Gap

PLOT = 1080  # the least width of the years, so that the line fills a wide screen
LEAST_STEP = 21  # between the labels of two terms
MOST_YEAR = 260
LEFT, RIGHT = 4, 12
BAR, YEARS = 40, 58  # heights
LETTER = 5.8  # what a letter of a label takes of height and of width, which stands aslant
LONGEST = 24  # letters of a label; a longer acronym is cut
SPACE = 2  # between two bars


def until(today: dt.date, among: list[Chairmanship] | None = None) -> list[Chairmanship | Gap]:
    """Returns the terms in order with the gaps between them, and the gap until today if there is one."""
    line = rotation.line(among)
    last = max((entry.ends for entry in line), default=today)
    if last < today:
        line.append(Gap(last + dt.timedelta(days=1), today))
    return line


def rows(line: list[Chairmanship | Gap], today: dt.date) -> list[dict]:
    """Returns a row for each entry: the term with its place in the order, or the gap, and whether it is
    current.
    """
    rows = []
    places = iter(rotation.places([entry for entry in line if isinstance(entry, Chairmanship)]))
    for entry in line:
        row = {"current": entry.starts <= today <= entry.ends}
        if isinstance(entry, Gap):
            rows.append(row | {"gap": entry, "open": entry.ends == today})
        else:
            rows.append(row | {"term": entry, "place": next(places)})
    return rows


def drawing(line: list[Chairmanship | Gap], today: dt.date) -> dict | None:
    """Returns the drawing of that line with today marked; None if there is no term."""
    if not line:
        return None
    terms = [entry for entry in line if isinstance(entry, Chairmanship)]
    start = dt.date(min(entry.starts for entry in line).year, 1, 1)
    end = dt.date(max(today, *(entry.ends for entry in line)).year, 12, 31)
    scale = _scale(terms, (end - start).days + 1)

    def x(day):
        return round(LEFT + (day - start).days * scale, 1)

    names = [Truncator(term.agency).chars(LONGEST) for term in terms]
    labels = round(LETTER * max(map(len, names))) + 24  # with room for a wide letter
    bars = []
    for term, name, (lane, lanes) in zip(terms, names, _lanes(terms), strict=True):
        left, width = x(term.starts), x(term.ends + dt.timedelta(days=1)) - x(term.starts) - SPACE
        height = (BAR - SPACE * (lanes - 1)) / lanes
        bars.append(
            {
                "term": term,
                "name": name,
                "x": left,
                "y": round(labels + lane * (height + SPACE), 1),
                "width": max(round(width, 1), 2),
                "height": round(height, 1),
                "label": round(left + width * (lane + 0.5) / lanes, 1),
                "current": term.starts <= today <= term.ends,
            }
        )
    gaps = [
        {
            "gap": entry,
            "x": x(entry.starts),
            "width": round(x(entry.ends + dt.timedelta(days=1)) - x(entry.starts) - SPACE, 1),
            "middle": round((x(entry.starts) + x(entry.ends)) / 2, 1),
        }
        for entry in line
        if isinstance(entry, Gap)
    ]
    years = range(start.year, end.year + 1)
    right = x(end + dt.timedelta(days=1))
    leans_out = max(bar["label"] + LETTER * len(bar["name"]) for bar in bars)
    return {
        "width": round(max(right, leans_out) + RIGHT),
        "height": labels + BAR + YEARS,
        "labels": labels - 8,
        "top": labels,
        "bar": BAR,
        "middle": labels + BAR / 2 + 5,
        "base": labels + BAR + 6,
        "figures": labels + BAR + 26,
        "below": labels + BAR + 50,
        "right": right,
        "bars": bars,
        "gaps": gaps,
        "ticks": [
            {
                "year": year,
                "x": x(dt.date(year, 1, 1)),
                "middle": round((x(dt.date(year, 1, 1)) + x(dt.date(year, 12, 31))) / 2, 1),
            }
            for year in years
        ],
        "today": x(today) if start <= today else None,
        "today_at_end": x(today) > right / 2,
    }


def _lanes(terms: list[Chairmanship]) -> list[tuple[int, int]]:
    """For each term, in the order of their first days, its lane, and how many lanes share the height there.

    Terms that touch one another in a chain, as co-chairs who come and go, have as many lanes as they need.
    """
    found, chain, ends = [], [], []  # `ends`: the last day of each lane of the chain

    def close():
        found.extend((lane, len(ends)) for lane in chain)

    for term in terms:
        if ends and max(ends) < term.starts:
            close()
            chain, ends = [], []
        lane = next((lane for lane, last in enumerate(ends) if last < term.starts), len(ends))
        ends[lane : lane + 1] = [term.ends]
        chain.append(lane)
    close()
    return found


def _scale(terms: list[Chairmanship], days: int) -> float:
    """px for a day: the plot is filled, and the labels of short terms find room."""
    shortest = min((term.ends - term.starts).days + 1 for term in terms)
    return max(PLOT / days, min(LEAST_STEP / shortest, MOST_YEAR / 365))
