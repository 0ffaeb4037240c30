"""Invitations: a signed link by which a person chooses a password. This is the only way to an account,
except that an invited person may also come by single sign-on (`connections`)."""

import datetime as dt
import secrets

from allauth.account.utils import user_pk_to_url_str
from auditlog.models import LogEntry
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.people.mail import tell
from agencies.people.models import INVITATION, WITHDRAWN, User
from foundation.dates import clock, shown
from foundation.jobs import outbox
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.portal import group
from foundation.verbs import Refused

LASTS = dt.timedelta(days=14)
SALT = "agencies.invitation"


class Ended(Refused):
    """The link no longer works. The text says why, and what to do."""


@transaction.atomic
def invite(person: User, *, by: User | None, batch: str = "") -> None:
    """Mails an invitation to the person, also if they were invited before.

    `by` is None if the portal does it by itself. With a `batch` it can be recalled for a minute. Raises
    `Refused` if the person has no address, a closed account, or an account already.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.email:
        raise Refused(
            _("We have no e-mail address for %(person)s. Add one, then send the invitation.")
            % {"person": person.shown}
        )
    if not person.is_active:
        raise Refused(
            (
                _("The account of %(person)s is closed. Ask an administrator to reopen it.")
                if person.has_account
                else _("The account of %(person)s is closed. Appoint them to an agency to reopen it.")
            )
            % {"person": person.shown}
        )
    if person.has_account and not person.has_usable_password():
        raise Refused(
            _("%(person)s already has an account, and signs in through their agency.")
            % {"person": person.shown}
        )
    if person.has_account:
        raise Refused(
            _(
                "%(person)s already has a password. If they have forgotten it, they can reset it on the "
                "sign-in page."
            )
            % {"person": person.shown}
        )
    tell(
        [person],
        subject=_("Your invitation to the portal of the %(group)s") % {"group": group.name()},
        template="agencies/accounts/mail/invite.txt",
        context={
            "person": person,
            "by": by,
            "until": shown.day(clock.day_of(ends(person)), "WEEKDAY_DATE_FORMAT"),
        },
        why=_("You receive this e-mail because %(person)s invited you to the portal.") % {"person": by.shown}
        if by
        else _("You receive this e-mail because the secretariat invited you to the portal."),
        link=address(reverse("invitations:open", args=[token(person)])),
        batch=batch,
        private=True,
        kind=Kind.ACCOUNT,
    )
    LogEntry.objects.log_create(
        person, force_log=True, action=LogEntry.Action.UPDATE, actor=by, changes={INVITATION: ["", "sent"]}
    )


@transaction.atomic
def withdraw(person: User, *, by: User) -> bool:
    """Withdraws the invitation, so that its link no longer works.

    Returns whether it was still unused; an account that was opened stays.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.has_account:
        return False
    person.set_unusable_password()  # another one, so that the mark in the link is wrong
    person.save(update_fields=["password"])
    LogEntry.objects.log_create(
        person,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=by,
        changes={INVITATION: ["sent", WITHDRAWN]},
    )
    return True


@transaction.atomic
def accept(link: str, *, password: str) -> User:
    """Gives the person of the link the password that they chose. The link then no longer works.

    Returns the person. Raises `Ended`.
    """
    person = User.objects.select_for_update().get(pk=person_of_invitation(link).pk)
    person_of_invitation(link)  # again, now that the row is locked
    person.set_password(password)
    person.save(update_fields=["password"])
    record_accepted(person)
    return person


def record_accepted(person: User) -> None:
    """Writes into the history that the person accepted their invitation."""
    LogEntry.objects.log_create(
        person,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=person,
        changes={INVITATION: ["sent", "accepted"]},
    )


def ask_for_reset(person: User | None) -> None:
    """Has a link to a new password mailed by the worker. Nobody there: it asks for the same, of nobody.

    So the page takes the same time, whether or not somebody has the address.
    """
    outbox.put("password-reset", person.pk if person else -secrets.randbelow(10**9))


def send_reset(person: User) -> None:
    """Mails a person who has a password a link to a new one."""
    key = f"{user_pk_to_url_str(person)}-{PasswordResetTokenGenerator().make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    tell(
        [person.email] if person.email else [],
        subject=_("Choose a new password for the portal of the %(group)s") % {"group": group.name()},
        template="agencies/accounts/mail/reset.txt",
        context={"person": person},
        why=_("You receive this e-mail because you have an account in the portal."),
        link=address(path.replace("UID-KEY", key)),
        private=True,
    )


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
            _(
                "The link is incomplete. Open it again from the e-mail, or copy the whole link: a long link "
                "is sometimes split over two lines."
            )
        ) from None
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person and person.has_account and not person.has_usable_password():
        raise Ended(_("Your account is already open. Sign in the way you did the last time."))
    if person and person.has_account:
        raise Ended(
            _(
                "You have already used this invitation to choose a password. Sign in with it. If you have "
                "forgotten it, you can reset it on the sign-in page."
            )
        )
    if person is None or not constant_time_compare(marked, mark(person)):
        raise Ended(
            _(
                "This invitation is no longer valid: it was withdrawn, or the e-mail address has since been "
                "changed or removed. Ask the secretariat for a new one."
            )
        )
    if clock.now().timestamp() >= until:
        raise Ended(
            ngettext(
                "Invitations are valid for %(days)s day, and this one has expired. Ask the secretariat "
                "for a new one.",
                "Invitations are valid for %(days)s days, and this one has expired. Ask the secretariat "
                "for a new one.",
                LASTS.days,
            )
            % {"days": LASTS.days}
        )
    return person
