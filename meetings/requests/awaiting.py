"""The requests for meetings that await the chair."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.requests.models import MeetingRequest

MOST = 20  # the list of requests has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields the requests that the chair has not answered."""
    if not acts_as_chair.test(user):
        return
    for request in MeetingRequest.objects.waiting().select_related("asked_by")[:MOST]:
        yield Awaited(
            _("%(who)s has requested a meeting: %(subject)s")
            % {"who": request.asker, "subject": request.subject},
            request.get_absolute_url(),
            _("Answer"),
            place=15,
        )
