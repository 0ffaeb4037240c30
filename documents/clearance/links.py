"""The link in a mail that asks for clearance. It works without signing in.

It is for one person, one agency and one round.
"""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from documents.clearance.models import Clearance
from documents.document.rules import is_asked, is_of_asked
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.web import links

SALT = PURPOSE = "documents.clearance"
STAYS = dt.timedelta(days=30)  # the page can be read for so long after the deadline


def link_of(clearance: Clearance, person: User) -> str:
    """Returns the signed text of the link, which names the clearance and the person."""
    return links.signed(SALT, clearance.pk, person.pk)


def address_of(clearance: Clearance, person: User) -> str:
    """Returns the full address (URL) of the link."""
    return address(reverse("documents:clearance_link", args=[link_of(clearance, person)]))


def ends(clearance: Clearance) -> dt.datetime:
    """Returns when the page of the link can be read no more. While it objects, it stays."""
    return clearance.round.until + STAYS


def ends_in_words(clearance: Clearance) -> str:
    """Returns that moment: "Friday 7 May 2027, 18:00 (Geneva time, UTC+2)"."""
    return hours.moment(ends(clearance), clearance.round.timezone)


def why_revoked(text: str, clearance: Clearance, person: User) -> str:
    """Returns that the link was revoked, as a sentence; "" if it was not. Its reader can get a new one."""
    link = links.read(SALT, text)
    return links.why_revoked(PURPOSE, clearance.pk, link, person=person.pk) if link else ""


def clearance_of(text: str) -> tuple[Clearance, User] | None:
    """Returns the clearance of a link and its person; None if the link was altered or either is gone."""
    link = links.read(SALT, text)
    if link is None:
        return None
    pk, person = link.parts
    clearance = (
        Clearance.objects.select_related("agency", "replied_by", "round__version__document__lead")
        .filter(pk=pk)
        .first()
    )
    holder = User.objects.filter(pk=person).first()
    return (clearance, holder) if clearance and holder else None


def why_ended(clearance: Clearance, person: User) -> str:
    """Returns why the link no longer works, in words; "" if it works. A reply after the deadline is late."""
    if not person.is_active or not is_of_asked.test(person, clearance):
        return _("According to the register, you no longer act for %(agency)s.") % {
            "agency": clearance.agency
        }
    if not is_asked.test(person, clearance):
        return _("According to the register, %(agency)s no longer belongs to the Group.") % {
            "agency": clearance.agency
        }
    if clearance.objects_to_it:
        return ""  # an objection can be withdrawn for as long as it stands
    if clearance.round.withdrawn_at:
        if not clearance.round.reason:
            return _("This round was withdrawn.")
        return _("This round was withdrawn: %(reason)s") % {"reason": clearance.round.reason}
    if clock.now() >= ends(clearance):
        return _("The deadline was %(deadline)s. Sign in to see the outcome.") % {
            "deadline": clearance.round.deadline
        }
    return ""
