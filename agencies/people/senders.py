"""The secretariat as the sender of mail, and people as those who answer it."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.people.mail import secretariat
from agencies.people.models import User
from foundation.mail.senders import SECRETARIAT, Sender
from foundation.portal import group


def contacts(people: Iterable[User]) -> tuple[tuple[str, str], ...]:
    """Returns the names and addresses of those who can be written to."""
    return tuple((one.name, one.email) for one in people if one.email)


def secretariat_sender() -> Sender:
    """Returns the secretariat: its address by the setting, else the addresses of its people.

    It answers as an office: outsiders do not read the names of its people.
    """
    known = [settings.SECRETARIAT_ADDRESS] if settings.SECRETARIAT_ADDRESS else []
    addresses = known or [one.email for one in secretariat() if one.email]
    return Sender(
        _("The secretariat of the %(group)s") % {"group": group.name()},
        tuple(("", address) for address in addresses),
    )


SENDERS = {SECRETARIAT: secretariat_sender}
