"""The mails about the link of an action point: what was reported by it, and a new one."""

from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people import link_mail
from foundation.dates import clock, hours
from foundation.mail.backend import address
from meetings.followup.links import LASTS, Opened, address_of
from meetings.followup.mail import people_of
from meetings.followup.models import Action


def confirm_said_by_link(action: Action, *, by: User) -> None:
    """Confirms a report by the link of that person: to them, and to the others whom the action concerns."""
    text = " ".join(action.text.split())[:100]
    link_mail.confirm(
        by,
        people_of(action),
        what=f"action-{action.pk}",
        subject=_("Reported by link: %(text)s") % {"text": text},
        template="meetings/followup/mail/action_said_by_link.txt",
        context={"action": action, "who": by.shown},
        link=address_of(action, by),
        page=address(f"{action.item.meeting.get_absolute_url()}#action-{action.pk}"),
        ends=ends_in_words(),
    )


def renew(found: Opened) -> None:
    """Mails a new link to the person on record, in place of one that has ended or was revoked."""
    link_mail.renew(
        found.person,
        what=f"action-{found.action.pk}-{found.person.pk}",
        named=_("the action point “%(text)s”") % {"text": " ".join(found.action.text.split())[:100]},
        link=address_of(found.action, found.person),
        ends=ends_in_words(),
    )


def ends_in_words() -> str:
    """Returns when a link that is written now ends."""
    return hours.moment(clock.now() + LASTS)
