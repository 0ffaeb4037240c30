"""What the verbs of an item share: its lock."""

from foundation.verbs import Refused
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting


def locked_item(item: AgendaItem) -> AgendaItem:
    """Returns the item under its meeting's lock, which is always taken first."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused("Somebody has taken this item off the agenda meanwhile.")
    found.meeting = meeting
    return found
