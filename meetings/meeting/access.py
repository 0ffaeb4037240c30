"""What the views share: a meeting that the person may see, and checks of permissions."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from agencies.people.rules import reads_as_group
from chairmanship.rotation.rules import is_troika
from foundation.verbs import Refused
from foundation.web.requests import whole
from meetings.meeting.models import Meeting


def get_meeting(user, pk: int, permission: str = "") -> Meeting:
    """Returns the meeting.

    Raises `Http404` if it is not visible, `PermissionDenied` without the permission.
    """
    meeting = get_object_or_404(Meeting.objects.visible_to(user).select_related("term__agency"), pk=pk)
    require(user, permission, meeting)
    return meeting


def require(user, permission: str, thing=None) -> None:
    """Raises `PermissionDenied` if the user does not have that permission. An empty one is always allowed."""
    if permission and not user.has_perm(permission, thing):
        raise PermissionDenied


A_PAGE = 25


def query(chosen: dict) -> str:
    """Returns the query string of a filtered list, for the links to its other pages."""
    return urlencode({name: value for name, value in chosen.items() if value})


def require_group(user) -> None:
    """Raises `PermissionDenied` for people who are not of the Group: only they read the registers."""
    if not (user.is_superuser or reads_as_group.test(user) or is_troika.test(user)):
        raise PermissionDenied


def revision_of(request) -> int:
    """Returns the revision that a form was opened with; -1, which no object has, if it does not say."""
    return whole(request.POST.get("revision", ""), -1)


def perform(request, then, act, done: str):
    """Runs the verb `act`, shows `done` or the refusal as a message, and redirects to `then`."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)
