"""Invitations: a signed link by which a person chooses a password. This is the only way to an account."""

import datetime as dt

from auditlog.models import LogEntry
from django.core import signing
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import formats
from django.utils.crypto import constant_time_compare, salted_hmac

from agencies.people.mail import tell
from agencies.people.models import INVITATION, User
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.verbs import Refused

LASTS = dt.timedelta(days=14)
SALT = "agencies.invitation"


class Ended(Refused):
    """The link no longer works. The text says why, and what to do."""


@transaction.atomic
def invite(person: User, *, by: User | None) -> None:
    """Mails an invitation to the person, also if they were invited before.

    `by` is None if the portal does it by itself. Raises `Refused` if the person has no address, a closed
    account, or a password already.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.email:
        raise Refused(f"{person.shown} has no e-mail address here. Enter it first, then invite them.")
    if not person.is_active:
        raise Refused(
            f"An administrator closed the login of {person.shown}, and can open it again."
            if person.has_usable_password()
            else f"The login of {person.shown} is closed. Appoint them to an agency: that opens it again."
        )
    if person.has_usable_password():
        raise Refused(
            f"{person.shown} has a password already. “Forgot your password?” on the login page gives them a "
            "new one."
        )
    tell(
        [person],
        subject="Your invitation to the portal of the Global Migration Group",
        template="agencies/accounts/mail/invite.txt",
        context={
            "person": person,
            "by": by,
            "until": formats.date_format(ends(person).astimezone(clock.zone()), "l j F Y"),
        },
        why=f"{by.shown if by else 'the secretariat'} invited you",
        link=address(reverse("invitations:open", args=[token(person)])),
        private=True,
    )
    LogEntry.objects.log_create(
        person, force_log=True, action=LogEntry.Action.UPDATE, actor=by, changes={INVITATION: ["", "sent"]}
    )


@transaction.atomic
def accept(link: str, *, password: str) -> User:
    """Gives the person of the link the password that they chose. The link then no longer works.

    Returns the person. Raises `Ended`.
    """
    person = User.objects.select_for_update().get(pk=person_of_invitation(link).pk)
    person_of_invitation(link)  # again, now that the row is locked
    person.set_password(password)
    person.save(update_fields=["password"])
    LogEntry.objects.log_create(
        person,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=person,
        changes={INVITATION: ["sent", "accepted"]},
    )
    return person


def ends(person: User) -> dt.datetime:
    """Returns when an invitation written now ends (aware): 14 days from now, or later.

    It lasts until 14 days after the person begins to act, if that is later: an agency that is admitted names
    its people before its membership opens.
    """
    first = person.appointments.lasting().aggregate(first=Min("starts"))["first"] or clock.today()
    return max(clock.now(), dt.datetime.combine(first, dt.time(), clock.zone())) + LASTS


def token(person: User) -> str:
    """Returns what the link of an invitation carries: the person, its end and a mark; signed."""
    return signing.Signer(salt=SALT).sign_object([person.pk, int(ends(person).timestamp()), mark(person)])


def mark(person: User) -> str:
    """Returns a mark that changes with address and password, so that a used invitation no longer works."""
    return salted_hmac(SALT, f"{person.pk}\n{person.email}\n{person.password}").hexdigest()[:24]


def person_of_invitation(link: str) -> User:
    """Returns the person of that invitation. Raises `Ended`."""
    try:
        pk, until, marked = signing.Signer(salt=SALT).unsign_object(link)
    except (signing.BadSignature, ValueError):
        raise Ended(
            "The link is not whole. Open it from the mail once more, or copy all of it: a long link is "
            "sometimes broken in two."
        ) from None
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person and person.has_usable_password():
        raise Ended(
            "The invitation was used, and you have a password. Log in with it; if it is lost, “Forgot your "
            "password?” gives a new one."
        )
    if person is None or not constant_time_compare(marked, mark(person)):
        raise Ended(
            "The invitation went to an address that is not yours here any more. Ask the secretariat for a "
            "new one."
        )
    if clock.now().timestamp() >= until:
        raise Ended(
            f"An invitation lasts {LASTS.days} days, and these are over. Ask the secretariat for a new one."
        )
    return person
