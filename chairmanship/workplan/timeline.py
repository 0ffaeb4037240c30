"""The workplan along the years, in px for an SVG: a bar for each activity with dates."""

import datetime as dt

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from chairmanship.workplan.models import WorkplanActivity

PLOT = 1080  # the least width of the years, so that they fill a wide screen
LEAST_YEAR = 180
TOP, ROW, BAR = 40, 46, 12  # heights; the text of a row is above its bar
HEAD = 38  # height of the name of an objective
LETTER = 7.2  # the greatest width of a letter in a label
LEAST_BAR = 6


def drawing(groups: list[dict], today: dt.date) -> dict | None:
    """Returns the years, the bars under their objectives, and today; None if no dates are known."""
    timed = [activity for group in groups for activity in group["activities"] if span(activity)]
    if not timed:
        return None
    spans = {activity.pk: span(activity) for activity in timed}
    first = dt.date(min(start for start, _ in spans.values()).year, 1, 1)
    last = dt.date(max(end for _, end in spans.values()).year + 1, 1, 1)
    years = last.year - first.year
    width = max(PLOT, years * LEAST_YEAR)

    def x(day: dt.date) -> float:
        return round((day - first).days / (last - first).days * width, 1)

    heads, bars, y = [], [], TOP
    for group in groups:
        members = [activity for activity in group["activities"] if activity.pk in spans]
        if not members:
            continue
        heads.append({"words": _cut(group["objective"] or _("No objective"), width), "y": y + 26})
        y += HEAD
        for activity in members:
            start, end = spans[activity.pk]
            left, right = x(start), x(end + dt.timedelta(days=1))
            words = _words(activity)
            # Text that would run over the right edge ends at the edge.
            room = width - left
            at_end = len(words) * LETTER > room
            bars.append(
                {
                    "activity": activity,
                    "kind": activity.status or "unknown",
                    "x": left,
                    "y": y + 20,
                    "width": max(round(right - left, 1), LEAST_BAR),
                    "height": BAR,
                    "words": _cut(words, width if at_end else room),
                    "label": width if at_end else left,
                    "anchor": "end" if at_end else "start",
                    "baseline": y + 14,
                    "mark": f"M{right + 6} {y + 20 + BAR} l6 -{BAR} l6 {BAR} z" if activity.late else "",
                }
            )
            y += ROW
    return {
        "width": width + 24,
        "right": width,
        "height": y + 8,
        "years": [
            {"year": year, "x": x(dt.date(year, 1, 1)), "label": x(dt.date(year, 1, 1)) + 6}
            for year in range(first.year, last.year)
        ],
        "heads": heads,
        "bars": bars,
        "today": x(today) if first <= today < last else None,
    }


def span(activity: WorkplanActivity) -> tuple[dt.date, dt.date] | None:
    """Returns its earliest possible first day and latest possible last day.

    An unknown date counts as the start or the end of the known year.
    """
    starts, ends = activity.starts, activity.ends
    if not (starts or ends):
        return None
    first = starts.earliest if starts else dt.date(ends.year, 1, 1)
    return first, ends.latest if ends else dt.date(starts.year, 12, 31)


def _words(activity: WorkplanActivity) -> str:
    parts = [
        activity.title,
        str(activity.lead or ""),
        activity.get_status_display(),
        activity.late and _("late"),
    ]
    return " · ".join(part for part in parts if part)


def _cut(words: str, room: float) -> str:
    return Truncator(" ".join(words.split())).chars(max(int(room / LETTER), 12))
