"""What the chair's agenda shows of minutes: the earlier ones that this meeting adopts."""

from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting
from meetings.minutes.adoption import earlier_minutes


def facts(meeting: Meeting, items: list[AgendaItem]) -> dict:
    """Returns `earlier`: the meetings whose minutes this meeting adopts."""
    return {"earlier": earlier_minutes(meeting)}
