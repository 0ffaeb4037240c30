"""The documents that await the chair: they were referred to a meeting that was cancelled."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.documents.queries import without_meeting

MOST = 20


def awaiting(user) -> Iterator[Awaited]:
    """Yields the documents that lost their place on an agenda, at most `MOST`."""
    if not acts_as_chair.test(user):
        return
    for document in without_meeting()[:MOST]:
        yield Awaited(
            _("“%(document)s” was referred to a meeting that is cancelled.") % {"document": document},
            document.get_absolute_url(),
            _("Choose another meeting"),
            place=35,
        )
