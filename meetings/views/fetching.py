"""What the views share: a meeting that the person may see, and what they must be allowed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from meetings.models import AgendaItem, Meeting


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


def differing(form, current) -> list[dict]:
    """The fields in which what was typed differs from what stands now, both in words."""
    stands = type(form)(instance=current)
    found = []
    for bound in form:
        now, typed = stands[bound.name].value(), bound.value()
        if bound.is_hidden or _plain(now) == _plain(typed):
            continue
        found.append({"label": bound.label, "now": _words(bound, now), "typed": _words(bound, typed)})
    return found


def _plain(value) -> str:
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").removesuffix(":00")


def _words(bound, value):
    choices = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    return choices.get(str(value), value) if value not in (None, "", False) else "nothing"
