"""The agenda as somebody may read it: with the numbers of the whole, and without what is not for them."""

from meetings import adopting, arranging, carrying, papers, publishing
from meetings.audiences import SEES, audience_of
from meetings.models import AgendaItem, Meeting


def read_by(user, meeting: Meeting, rows) -> list[AgendaItem]:
    """Of the items of that meeting, those for the reader; each with its number, its mark and its papers."""
    seen = SEES[audience_of(user, meeting)]
    items = arranging.numbered(rows)
    publishing.mark(items, meeting)
    items = [item for item in items if item.restricted in seen]
    papers.with_files(items)
    return items


def earlier_minutes(meeting: Meeting) -> list[Meeting]:
    """Those that it has adopted, and those that wait for it to adopt them."""
    return [*adopting.adopted_by(meeting), *adopting.waiting_for(meeting)]


def arising(user, meeting: Meeting, items: list[AgendaItem]) -> list:
    """What stands under matters arising, where the agenda has that item."""
    if not any(item.kind == AgendaItem.Kind.ARISING for item in items):
        return []
    return list(carrying.open_actions(meeting, audience_of(user, meeting)))
