"""How an agenda is ordered: its numbers, its standing items, and what moves together."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting

Kind = AgendaItem.Kind
STANDING = {
    Kind.ADOPTION: "Adoption of the agenda",
    Kind.ARISING: "Matters arising",
    Kind.OTHER: "Other matters",
    Kind.NEXT: "Next meeting",
}
CLOSING = (Kind.OTHER, Kind.NEXT)
MOST = 1_000_000  # more positions than any agenda has


def numbered(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items in order, each with its `number`: "3", and "3 (a)" where it is part of the one before it.

    Those are the numbers of the whole agenda: who does not see all of it reads them as everybody does.
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
    """Tells each item of the whole agenda when it `begins`. Returns the minutes that all of them take.

    That `is_known` where those before it have a length; it is an hour where the meeting's is known, else
    counted from its beginning.
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
        return f"{start:%H:%M}"
    return f"{minutes // 60}:{minutes % 60:02}"


def letters(number: int) -> str:
    """ "a" to "z", then "aa"."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def begin(meeting: Meeting) -> None:
    """The standing items, on an agenda that has none yet. Each can be changed, moved and taken off."""
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, kind=kind)
        for position, (kind, title) in enumerate(STANDING.items())
    )


def place_for_new(items: list[AgendaItem]) -> int:
    """Before the closing items, where those are the last."""
    place = len(items)
    while place and items[place - 1].kind in CLOSING:
        place -= 1
    return place


def block(items: list[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    """What moves with it: an item takes its parts along."""
    start = items.index(item)
    end = start + 1
    if not item.is_sub:
        while end < len(items) and items[end].is_sub:
            end += 1
    return items[start:end]


def step(items: list[AgendaItem], item: AgendaItem, way: str) -> int:
    """The place that is one `up` or `down` of where it is."""
    start = items.index(item)
    return start - 1 if way == "up" else start + len(block(items, item))


def with_moved(items: list[AgendaItem], item: AgendaItem, to: int) -> list[AgendaItem]:
    """The items with that one at the place `to`, within the agenda, and not between another's parts."""
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
    """Writes that order. To be called under the meeting's lock."""
    if [item.position for item in items] == list(range(len(items))):
        return
    # Out of the way first: no two items of a meeting may have one position, not even for a moment.
    meeting.agenda.update(position=F("position") + MOST)
    for number, item in enumerate(items):
        item.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
