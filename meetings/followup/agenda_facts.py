"""What the chair's agenda shows of the follow-up: open action points, under matters arising."""

from meetings.agenda.models import AgendaItem
from meetings.followup.queries import open_actions
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting


def facts(meeting: Meeting, items: list[AgendaItem]) -> dict:
    """Returns `arising`: the open action points of earlier meetings."""
    return {"arising": list(open_actions(meeting, Audience.PRINCIPALS))}
