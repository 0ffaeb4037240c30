"""The verbs of your own data: you correct it, and confirm a new address."""

import datetime as dt

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.people import actions as people_actions
from agencies.people import queries as people_queries
from agencies.people.mail import tell
from agencies.people.models import User
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.letters import Reader
from foundation.text import contacts
from foundation.verbs import Refused

SALT = "agencies.personal.address"
LASTS = dt.timedelta(days=3)


class Ended(Refused):
    """The link no longer works. The text says why, and what to do."""


@transaction.atomic
def change_own(person: User, *, name: str, email: str | None, phone: str) -> str:
    """Saves name and telephone at once. A new address counts once it is confirmed by a link sent there.

    Returns the address to which the link was sent; "" if the address stays. Raises `Refused`.
    """
    email, known = contacts.email(email or ""), person.email or ""
    if not email and known:
        raise Refused(_("You sign in with your e-mail address, so you cannot remove it."))
    stays = email.casefold() == known.casefold()  # written in other letters, it is the same mailbox
    kept = email if stays else known
    person = people_actions.change_person(person, name=name, email=kept, phone=phone)
    if stays:
        return ""
    if people_queries.person_with(email, but=person):
        raise Refused(_("Somebody else already uses this address."))
    person.remember(email)
    person.save(update_fields=["former_emails"])
    until = clock.now() + LASTS
    ticket = signing.dumps([person.pk, email, _mark(person), int(until.timestamp())], salt=SALT)
    tell(
        [Reader(email, person.name)],
        subject=_("Please confirm your e-mail address"),
        template="agencies/privacy/mail/new_address.txt",
        context={"person": person, "email": email, "days": LASTS.days},
        why=_("You receive this e-mail because this address was entered in the portal."),
        link=address(reverse("me_address", args=[ticket])),
        private=True,
        kind=Kind.ACCOUNT,
    )
    return email


def _mark(person: User) -> str:
    """Returns a mark that changes with address and password, so that an older link no longer works."""
    return salted_hmac(SALT, f"{person.email}\n{person.password}").hexdigest()[:16]


def address_change_of(link: str) -> tuple[User, str]:
    """Returns the person whose new address that link confirms, and the address. Raises `Ended`."""
    try:
        pk, email, mark, until = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Ended(
            _("The link is incomplete. Open it again from the e-mail, or copy the whole link.")
        ) from None
    if clock.now().timestamp() >= until:
        raise Ended(
            ngettext(
                "Links work for %(days)s day, and this one has expired. Enter the address again.",
                "Links work for %(days)s days, and this one has expired. Enter the address again.",
                LASTS.days,
            )
            % {"days": LASTS.days}
        )
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or mark != _mark(person):
        raise Ended(_("The link has been used, or your address or password has changed since we sent it."))
    return person, email


@transaction.atomic
def confirm(link: str) -> User:
    """Gives the person of the link the new address, with which they sign in from then on.

    Both addresses are told. Returns the person. Raises `Ended` and `Refused`.
    """
    person, email = address_change_of(link)
    return people_actions.change_person(person, name=person.name, email=email, phone=person.phone, by=person)
