"""The dates that the portal suggests and that await the chair."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.calendar.models import Suggestion


def awaiting(user) -> Iterator[Awaited]:
    """Yields one line for all suggested dates that the chair can confirm, move or drop."""
    if not acts_as_chair.test(user):
        return
    waiting = list(Suggestion.objects.waiting())
    if waiting:
        yield Awaited(
            ngettext(
                "%(count)s date for a regular meeting has been suggested. Confirm, move or drop it.",
                "%(count)s dates for regular meetings have been suggested. Confirm, move or drop them.",
                len(waiting),
            )
            % {"count": len(waiting)},
            reverse("meetings:year", args=[waiting[0].quarter.year]),
            _("View calendar"),
            place=30,
        )
