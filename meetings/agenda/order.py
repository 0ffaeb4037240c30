"""The order of an agenda: its numbers, its standing items, and what moves together."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from foundation.dates.shown import hour
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting

Kind = AgendaItem.Kind
STANDING = {
    Kind.ADOPTION: _("Adoption of the agenda"),
    Kind.ARISING: _("Matters arising"),
    Kind.OTHER: _("Any other business"),
    Kind.NEXT: _("Next meeting"),
}
CLOSING = (Kind.OTHER, Kind.NEXT)
MOST = 1_000_000  # more positions than any agenda has


def numbered(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Returns the items in order, each with its `number`: "3"; or "3 (a)" if it is a part of an item.

    The numbers are those of the whole agenda, also for people who do not see all of it.
    """
    main, part, found = 0, 0, []
    for item in items:
        if item.is_sub and main:
            part += 1
            item.number = f"{main} ({letters(part)})"
        else:
            main, part = main + 1, 0
            item.number = str(main)
        found.append(item)
    return found


def set_times(items: list[AgendaItem], meeting: Meeting) -> int:
    """Sets on each item of the whole agenda when it `begins`. Returns how many minutes all items take.

    `is_known` says whether all items before it have a length. `begins` is an hour if the meeting's hour is
    known, else the time since its beginning.
    """
    used, known = 0, True
    for item in items:
        item.begins, item.is_known = _after(meeting, used), known
        used += item.length or 0
        known = known and item.length is not None
    return used


def _after(meeting: Meeting, minutes: int) -> str:
    if meeting.time:
        start = dt.datetime.combine(dt.date(2000, 1, 1), meeting.time) + dt.timedelta(minutes=minutes)
        return hour(start)
    return f"{minutes // 60}:{minutes % 60:02}"


def letters(number: int) -> str:
    """Returns "a" to "z" for 1 to 26, then "aa"."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def begin(meeting: Meeting) -> None:
    """Adds the standing items to an agenda that is empty. Each can be changed, moved and removed."""
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=str(title), kind=kind)
        for position, (kind, title) in enumerate(STANDING.items())
    )


def place_for_new(items: list[AgendaItem]) -> int:
    """Returns the place for a new item: before the closing items, if they are the last."""
    place = len(items)
    while place and items[place - 1].kind in CLOSING:
        place -= 1
    return place


def block(items: list[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    """Returns the items that move together: an item and its parts."""
    start = items.index(item)
    end = start + 1
    if not item.is_sub:
        while end < len(items) and items[end].is_sub:
            end += 1
    return items[start:end]


def step(items: list[AgendaItem], item: AgendaItem, way: str) -> int:
    """Returns the place one step `up` or `down` from where the item is."""
    start = items.index(item)
    return start - 1 if way == "up" else start + len(block(items, item))


def with_moved(items: list[AgendaItem], item: AgendaItem, to: int) -> list[AgendaItem]:
    """Returns the items with that one moved to the place `to`, but not between the parts of another item."""
    together = block(items, item)
    start = items.index(item)
    if start < to < start + len(together):
        return items
    rest = [one for one in items if one not in together]
    down = to > start
    if down:
        to -= len(together) - 1
    to = max(0, min(to, len(rest)))
    if not item.is_sub:
        while 0 < to < len(rest) and rest[to].is_sub:
            to += 1 if down else -1
    return [*rest[:to], *together, *rest[to:]]


def keep(meeting: Meeting, items: list[AgendaItem]) -> None:
    """Saves that order. Call it under the meeting's lock."""
    if [item.position for item in items] == list(range(len(items))):
        return
    # Out of the way first: no two items of a meeting may have one position, not even for a moment.
    meeting.agenda.update(position=F("position") + MOST)
    for number, item in enumerate(items):
        item.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
