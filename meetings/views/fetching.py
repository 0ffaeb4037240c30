"""What the views share: a meeting that the person may see, and what they must be allowed."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from agencies.rules import own_agencies
from meetings.models import Action, AgendaItem, Meeting


def get_meeting(user, pk: int, permission: str = "") -> Meeting:
    """Not visible is 404; visible but not allowed is 403."""
    meeting = get_object_or_404(Meeting.objects.visible_to(user).select_related("term__agency"), pk=pk)
    require(user, permission, meeting)
    return meeting


def get_item(user, pk: int, item: int, permission: str) -> AgendaItem:
    meeting = get_meeting(user, pk, permission)
    found = get_object_or_404(meeting.agenda.all(), pk=item)
    found.meeting = meeting
    return found


def require(user, permission: str, thing=None) -> None:
    if permission and not user.has_perm(permission, thing):
        raise PermissionDenied


def reportable(actions: Iterable[Action], user) -> Iterable[Action]:
    """The actions, each with `may_report`: whether that person can say how it stands."""
    own, reports_all = own_agencies(user), user.has_perm("meetings.report_action", None)
    for action in actions:
        action.may_report = reports_all or action.agency_id in own
    return actions
