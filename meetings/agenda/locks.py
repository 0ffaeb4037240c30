"""What the verbs of an item share: its lock."""

from django.utils.translation import gettext as _

from foundation.verbs import Refused
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting


def locked_item(item: AgendaItem) -> AgendaItem:
    """Returns the item under its meeting's lock, which is always taken first."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused(_("Somebody else has just removed this item from the agenda."))
    found.meeting = meeting
    return found
