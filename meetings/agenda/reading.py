"""The agenda as somebody may read it: with the numbers of the whole, and without what is not for them."""

from foundation import discovery
from meetings.agenda import order, papers
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import SEES, Audience, audience_of
from meetings.meeting.models import Meeting


def mark(items: list[AgendaItem], meeting: Meeting) -> None:
    """Gives each item that was added or changed after the agenda was published its `mark` and the day."""
    for item in items:
        item.mark = ""
        if meeting.published_at and item.changed_at and item.changed_at > meeting.published_at:
            item.mark = "changed" if item.revision else "new"


def for_members(meeting: Meeting) -> list[AgendaItem]:
    """The items that all members may read, with the numbers and marks that they have on the page."""
    items = order.numbered(meeting.agenda.all())
    mark(items, meeting)
    return [item for item in items if item.restricted in SEES[Audience.MEMBERS]]


def read_by(user, meeting: Meeting, rows) -> list[AgendaItem]:
    """Of the items of that meeting, those for the reader; each with its number, its mark and its papers."""
    seen = SEES[audience_of(user, meeting)]
    items = order.numbered(rows)
    mark(items, meeting)
    items = [item for item in items if item.restricted in seen]
    papers.with_files(items)
    return items


def as_built(meeting: Meeting) -> dict:
    """The agenda as the chair builds it, for a template.

    The `items` in order, each with the time at which it begins; the minutes `used` of those that there are,
    by how many they are `over`, and of how many items the length is `unknown`. What other rooms know of the
    items they add by a module `agenda_facts`: `facts(meeting, items)` gives more names for the template.
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
