"""The agenda as somebody may read it: with the numbers of the whole, and without what is not for them."""

from meetings.agenda import mail, order, papers
from meetings.agenda.models import AgendaItem
from meetings.applications.models import ApplicationDecision
from meetings.meeting.audiences import SEES, audience_of
from meetings.meeting.models import Meeting


def mark_settled(items: list[AgendaItem], meeting: Meeting) -> None:
    """Gives each item `settled`: how its application ended, in words, where this meeting did not decide."""
    settled = {item.application for item in items if item.application and not item.application.is_pending}
    decisions = {}
    rows = ApplicationDecision.objects.filter(application__in=settled)
    for one in rows.select_related("application", "meeting"):
        decisions.setdefault(one.application, []).append(one)
    for item in items:
        item.settled = ""
        if item.application in settled:
            taken = decisions.get(item.application, [])
            if meeting not in [one.meeting for one in taken]:
                last = taken[-1] if taken else None
                item.settled = f"{last.outcome} {last.where}" if last else item.application.outcome


# The agenda as somebody may read it: with the numbers of the whole, and without what is not for them


def read_by(user, meeting: Meeting, rows) -> list[AgendaItem]:
    """Of the items of that meeting, those for the reader; each with its number, its mark and its papers."""
    seen = SEES[audience_of(user, meeting)]
    items = order.numbered(rows)
    mail.mark(items, meeting)
    items = [item for item in items if item.restricted in seen]
    papers.with_files(items)
    return items
