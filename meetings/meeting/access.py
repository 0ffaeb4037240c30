"""What the views share: a meeting that the person may see, and what they must be allowed."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from agencies.people.rules import is_of_group
from chairmanship.rotation.rules import is_troika
from foundation.verbs import Refused
from foundation.web.requests import whole
from meetings.meeting.models import Meeting


def get_meeting(user, pk: int, permission: str = "") -> Meeting:
    """Not visible is 404; visible but not allowed is 403."""
    meeting = get_object_or_404(Meeting.objects.visible_to(user).select_related("term__agency"), pk=pk)
    require(user, permission, meeting)
    return meeting


def require(user, permission: str, thing=None) -> None:
    """Raises `PermissionDenied` without that permission. An empty one needs none."""
    if permission and not user.has_perm(permission, thing):
        raise PermissionDenied


A_PAGE = 25


def query(chosen: dict) -> str:
    """What narrows a list, to be carried to its other pages."""
    return urlencode({name: value for name, value in chosen.items() if value})


def require_group(user) -> None:
    """The registers are the Group's: people of members and of the secretariat read them."""
    if not (user.is_superuser or is_of_group.test(user) or is_troika.test(user)):
        raise PermissionDenied


def revision_of(request) -> int:
    """The revision that a form was opened with; one that never was, where it does not say."""
    return whole(request.POST.get("revision", ""), -1)


def perform(request, then, act, done: str):
    """Does it, tells how it went, and goes on to that page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)
