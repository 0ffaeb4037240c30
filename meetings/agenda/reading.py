"""The agenda as somebody may read it: with the numbers of the whole, without items that they may not see."""

from foundation import discovery
from meetings.agenda import order, papers
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import SEES, Audience, audience_of
from meetings.meeting.models import Meeting


def mark(items: list[AgendaItem], meeting: Meeting) -> None:
    """Sets the `mark` and its day on each item that was added or changed after the agenda was published."""
    for item in items:
        item.mark = ""
        if meeting.published_at and item.changed_at and item.changed_at > meeting.published_at:
            item.mark = "changed" if item.revision else "new"


def for_members(meeting: Meeting) -> list[AgendaItem]:
    """Returns the items that all members may read, with their numbers and marks."""
    items = order.numbered(meeting.agenda.all())
    mark(items, meeting)
    return [item for item in items if item.restricted in SEES[Audience.MEMBERS]]


def read_by(user, meeting: Meeting, rows) -> list[AgendaItem]:
    """Returns the items of a meeting that the reader may see, with their numbers, marks and papers."""
    seen = SEES[audience_of(user, meeting)]
    items = order.numbered(rows)
    mark(items, meeting)
    items = [item for item in items if item.restricted in seen]
    papers.with_files(items)
    return items


def as_built(meeting: Meeting) -> dict:
    """Returns the agenda as the chair builds it, for a template.

    It has the `items` in order with the time at which each begins, the minutes `used`, by how many minutes
    they are `over` the length of the meeting, and for how many items the length is `unknown`. Other rooms add
    what they know with `facts(meeting, items)` in a module `agenda_facts`.
    """
    rows = meeting.agenda.select_related("proposed_by", "paper_by", "application")
    items = order.numbered(rows.prefetch_related("proposals__proposed_by"))
    used = order.set_times(items, meeting)
    mark(items, meeting)
    papers.with_files(items)
    found = {
        "meeting": meeting,
        "items": items,
        "used": used,
        "over": max(0, used - meeting.length) if meeting.length else 0,
        "unknown": sum(item.length is None for item in items),
    }
    for room in discovery.modules("agenda_facts"):
        found |= room.facts(meeting, items)
    return found
