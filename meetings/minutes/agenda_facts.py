"""What the agenda that the chair builds shows of minutes: the earlier ones that the meeting adopts."""

from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting
from meetings.minutes.adoption import earlier_minutes


def facts(meeting: Meeting, items: list[AgendaItem]) -> dict:
    """`earlier`: the meetings whose minutes it adopts."""
    return {"earlier": earlier_minutes(meeting)}
