"""What somebody wrote by e-mail goes with their address."""

from collections.abc import Iterable

from django.db.models import Q

from agencies.mailbox.models import Received


def forget(details: Iterable[str]) -> None:
    """Deletes the messages that came from these addresses, or that answer in their name."""
    for one in details:
        if "@" in one:
            theirs = Q(sender__iexact=one) | Q(facts__attendee__iexact=one)
            Received.objects.filter(theirs).delete()
