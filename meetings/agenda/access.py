"""What the views of an agenda share."""

from django.shortcuts import get_object_or_404

from meetings.agenda.models import AgendaItem
from meetings.meeting.access import get_meeting


def get_item(user, pk: int, item: int, permission: str) -> AgendaItem:
    """Returns the item. Raises `Http404` if it is not visible, `PermissionDenied` without the permission."""
    meeting = get_meeting(user, pk, permission)
    found = get_object_or_404(meeting.agenda.all(), pk=item)
    found.meeting = meeting
    return found
