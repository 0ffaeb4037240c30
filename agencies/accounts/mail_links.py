"""A link by mail in place of a password, for people who come a few times a year. See ADR 36."""

import datetime as dt
from collections.abc import Callable

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from agencies.accounts.models import SignInLink
from agencies.people.mail import tell
from agencies.people.models import User
from foundation.dates import clock, hours
from foundation.jobs import outbox
from foundation.mail.backend import address
from foundation.verbs import Refused

LASTS = dt.timedelta(minutes=15)
FORGOTTEN = dt.timedelta(days=1)
SALT = "agencies.sign-in-link"


class Ended(Refused):
    """The link no longer works. The text says why, and what to do."""


@transaction.atomic
def ask(email: str) -> None:
    """Asks for a link. It does the same for every address: the worker finds out whether it has an account."""
    outbox.put(SignInLink.JOB, SignInLink.objects.create(email=email).pk)


def write(job: outbox.Held) -> Callable[[], None]:
    """Returns the function that mails the link that was asked for, if the address has an open account."""

    def done() -> None:
        SignInLink.objects.filter(asked_at__lt=clock.now() - FORGOTTEN).delete()
        link = SignInLink.objects.select_for_update().filter(pk=job.subject, until=None).first()
        if link is None:
            return
        person = User.objects.filter(email__iexact=link.email, is_active=True).first()
        if person is None or not person.has_account:
            link.delete()
            return
        link.person, link.email, link.until = person, "", clock.now() + LASTS
        link.save()
        tell(
            [person],
            subject=_("Your link to sign in"),
            template="agencies/accounts/mail/sign_in_link.txt",
            context={"person": person, "until": hours.moment(link.until), "minutes": LASTS.seconds // 60},
            why=_("You receive this e-mail because your address was entered on the sign-in page."),
            link=address(reverse("sign_in_link_open", args=[token(link)])),
            private=True,
        )

    return done


def token(link: SignInLink) -> str:
    """Returns what the address of the link carries: its number and a mark; signed."""
    return signing.Signer(salt=SALT).sign_object([link.pk, mark(link.person)])


def mark(person: User) -> str:
    """Returns a mark that changes with address and password, so that a link from before no longer works."""
    return salted_hmac(SALT, f"{person.pk}\n{person.email}\n{person.password}").hexdigest()[:24]


def person_of(text: str) -> User:
    """Returns the person whom that link signs in. It changes nothing. Raises `Ended`."""
    return _link_of(text, SignInLink.objects.select_related("person")).person


@transaction.atomic
def use(text: str) -> User:
    """Uses up the link. Returns the person whom it signs in. Raises `Ended`."""
    link = _link_of(text, SignInLink.objects.select_for_update())
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return link.person


def _link_of(text: str, links) -> SignInLink:
    try:
        pk, marked = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        raise Ended(
            _("The link is incomplete. Open it again from the e-mail, or copy the whole link.")
        ) from None
    link = links.filter(pk=pk).exclude(person=None).first()
    if link is None or clock.now() >= link.until:
        raise Ended(_("Links to sign in work for 15 minutes, and this one has expired. Ask for a new one."))
    if link.used_at:
        raise Ended(_("This link has been used already. Ask for a new one."))
    if not (link.person.is_active and constant_time_compare(marked, mark(link.person))):
        raise Ended(
            _("Your password or address has changed since we sent this link, or the account was closed.")
        )
    return link
