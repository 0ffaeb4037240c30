"""For whom a mail is written: the chair, the secretariat, a lead agency. Who that is follows the calendar.

A room that knows one has a module `senders.py` with `SENDERS`, which gives a function for a name.
"""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.discovery import modules
from foundation.portal import group

CHAIR, SECRETARIAT, PORTAL = "chair", "secretariat", "portal"
MOST_ADDRESSES = 3  # to which an answer goes


@dataclass(frozen=True)
class Sender:
    """For whom a mail is written: `name` as its last line says it, and who answers, each with an address."""

    name: str
    contacts: tuple[tuple[str, str], ...] = ()  # names, which can be empty, and addresses

    @property
    def addresses(self) -> list[str]:
        """Returns where an answer to the mail goes: to people, and to the mailbox if the portal reads one."""
        people = [address for _name, address in self.contacts[:MOST_ADDRESSES]]
        return [*people, *filter(None, [mailbox_address()])]

    @property
    def lines(self) -> list[str]:
        """Returns how a mail ends: for whom it is, and whom to ask."""
        lines = [self.name]
        if self.contacts:
            name, address = self.contacts[0]
            said = {"name": name, "address": address}
            lines.append(
                _("Contact: %(name)s, %(address)s") % said if name else _("Contact: %(address)s") % said
            )
        return lines


def mailbox_address() -> str:
    """Returns the e-mail address of the mailbox that the portal reads; "" if it reads none."""
    if not settings.MAILBOX_URL:
        return ""
    if settings.MAILBOX_ADDRESS:
        return settings.MAILBOX_ADDRESS
    user = unquote(urlsplit(settings.MAILBOX_URL).username or "")
    return user if "@" in user else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def of(name: str | Sender) -> Sender:
    """Returns who that is today. A name that nothing here knows is the portal."""
    if isinstance(name, Sender):
        return name
    for module in modules("senders"):
        if name in getattr(module, "SENDERS", {}):
            return module.SENDERS[name]()
    return Sender(_("The portal of the %(group)s") % {"group": group.name()})
