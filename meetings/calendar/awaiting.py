"""The dates that the portal suggests and that await the chair."""

from collections.abc import Iterator

from django.urls import reverse

from chairmanship.rotation.rules import acts_as_chair
from foundation.text.words import number
from foundation.web.awaiting import Awaited
from meetings.calendar.models import Suggestion


def awaiting(user) -> Iterator[Awaited]:
    """Yields one line for all suggested dates that the chair can confirm, move or drop."""
    if not acts_as_chair.test(user):
        return
    waiting = list(Suggestion.objects.waiting())
    if waiting:
        one = len(waiting) == 1
        yield Awaited(
            f"{number(len(waiting)).capitalize()} date{'' if one else 's'} for regular meetings "
            f"{'is' if one else 'are'} proposed: confirm, move or drop.",
            reverse("meetings:year", args=[waiting[0].quarter.year]), "Look at the year", place=30,
        )  # fmt: skip
