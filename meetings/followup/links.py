"""The link of a reminder. It works for one action point, while the person who got the mail is concerned.

Every reminder brings a new one, so none has to work for long.
"""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.web import links
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting

SALT = PURPOSE = "meetings.action"
LASTS = dt.timedelta(days=60)  # reminders come every two weeks


def link_of(action: Action, person: User) -> str:
    """Returns the last part of the address in the mail to that person."""
    return links.signed(SALT, action.pk, person.pk)


def address_of(action: Action, person: User) -> str:
    """Returns the full address (URL) of the link."""
    return address(reverse("meetings:action_link", args=[link_of(action, person)]))


@dataclass(frozen=True)
class Opened:
    """What a link opens, and for whom."""

    action: Action
    person: User
    link: links.Link

    @property
    def ends(self) -> dt.datetime | None:
        """When the link ends. None for one of an earlier version, which ends with the action point."""
        return None if self.link.written_at == links.NEVER else self.link.written_at + LASTS

    @property
    def why_ended(self) -> str:
        """Why the link does not work, though the action point still concerns its person; "" if it works."""
        if self.ends and clock.now() >= self.ends:
            return _("This link worked until %(moment)s.") % {"moment": hours.moment(self.ends)}
        return links.why_revoked(PURPOSE, self.action.pk, self.link, person=self.person.pk)


def opened(text: str) -> Opened | None:
    """Returns what a link opens, even if it has ended.

    None if the link was changed, or if the action point no longer concerns that person.
    """
    link = links.read(SALT, text)
    if link is None:
        return None
    pk, person = link.parts
    out = Action.objects.filter(item__meeting__in=Meeting.objects.with_open_words())
    action = out.select_related("agency", "item__meeting", "reported_by").filter(pk=pk).first()
    found = next((one for one in people_of(action) if one.pk == person), None) if action else None
    return Opened(action, found, link) if action and found else None
