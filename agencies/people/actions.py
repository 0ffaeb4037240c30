"""The verbs of people: they are entered, appointed, and forgotten once they have left the Group."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from auditlog.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.people.models import Appointment, User
from agencies.people.queries import people_to_forget, person_with
from agencies.people.removal import REMOVED, remove
from agencies.people.rules import has_role
from agencies.people.secretariat import refuse_last
from agencies.people.signals import address_changed
from foundation.corrections import mark
from foundation.dates import clock
from foundation.mail import addresses, summaries
from foundation.mail.kinds import Kind, When
from foundation.text import contacts
from foundation.verbs import Refused, keep

PORTION = 200  # people who left that one transaction forgets


@transaction.atomic
def enter_person(*, name: str, email: str | None, phone: str = "", appointed: dict | None = None) -> User:
    """Enters a person, without a password, and appoints them if `appointed` has the values for that.

    Returns the person. Raises `Refused`.
    """
    person = User()
    person.set_unusable_password()
    person = _keep_person(person, name=name, email=email, phone=phone)
    if appointed:
        appoint(person, **appointed)
    return person


@transaction.atomic
def change_person(person: User, *, name: str, email: str | None, phone: str, by: User | None = None) -> User:
    """Changes a person. Returns it. Raises `Refused`, also if somebody else has the address.

    `by` is who did it, if that is not whoever is signed in.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    return _keep_person(person, name=name, email=email, phone=phone, by=by)


def _keep_person(person: User, *, name: str, email: str | None, phone: str, by: User | None = None) -> User:
    name, email = contacts.line(name), contacts.email(email or "")
    if not (name or email):
        raise Refused(_("Enter a name or an e-mail address, so that others know who it is."))
    if other := person_with(email, but=person):
        raise Refused(_("%(person)s already has this address.") % {"person": other.shown})
    before = person.email
    if before and not email:
        refuse_last(person)
    if before and before.casefold() != (email or "").casefold():
        person.remember(before)
    person = keep(person, name=name, email=User.objects.normalize_email(email) or None, phone=phone)
    if before and before != person.email:
        summaries.follow(before, person.email or "")
        addresses.clear(before)
    _forget_other_addresses(person)
    if before and before.casefold() != (person.email or "").casefold():
        address_changed.send(sender=User, person=person, before=before, by=by)
    return person


def _forget_other_addresses(person: User) -> None:
    """Leaves the person one address to sign in with, so that no old address gets a link that signs in."""
    known = EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email or "")
    if person.email and not EmailAddress.objects.filter(user=person, email__iexact=person.email).exists():
        first = known.order_by("-primary", "pk").first()
        if first:
            first.email, first.verified, first.primary = person.email.lower(), False, True
            first.save()
    known.all().delete()


@transaction.atomic
def appoint(person: User, **values) -> Appointment:
    """Records that the person acts for an agency. Returns the appointment.

    Raises `Refused`, also if they act for it already.
    """
    return _keep_appointment(Appointment(person=person), values)


@transaction.atomic
def change_appointment(appointment: Appointment, **values) -> Appointment:
    """Changes an appointment. Returns it. Raises `Refused`."""
    return _keep_appointment(Appointment.objects.get(pk=appointment.pk), values)


def _keep_appointment(appointment: Appointment, values: dict) -> Appointment:
    """Saves an appointment, and reopens the account of a person who had left and was forgotten.

    Such a person has no password any more, and can be invited again. If there is still a password, an
    administrator closed the account, and only an administrator can reopen it.
    """
    person = User.objects.select_for_update().get(pk=appointment.person_id)
    appointment = keep(appointment, **values)
    lasts = appointment.ends is None or appointment.ends >= clock.today()
    if lasts and not person.is_active and not person.has_account:
        keep(person, is_active=True)
    return appointment


def end_appointment(appointment: Appointment, *, ends: dt.date) -> Appointment:
    """Ends an appointment. `ends` is its last day. Returns the appointment. Raises `Refused`."""
    return change_appointment(appointment, ends=ends)


@transaction.atomic
def correct_appointment(appointment: Appointment, *, reason: str, by: User) -> Appointment:
    """Marks an appointment as entered in error: it counts on no day. Returns it. Raises `Refused`.

    It also gets a last day, so that a person without another appointment is forgotten in time.
    """
    User.objects.select_for_update().get(pk=appointment.person_id)
    appointment = Appointment.entered.get(pk=appointment.pk)
    ends = appointment.ends or max(appointment.starts, clock.today())
    return mark(appointment, reason=reason, by=by, ends=ends)


@transaction.atomic
def choose_mails(person: User, *, mails: str, kinds: dict[str, str] | None = None) -> User:
    """Sets how a person gets mail: at once, or in a summary each day or week. Returns the person.

    `kinds` has what they chose for kinds of mail; without it that stays. What waits for a summary and is now
    wanted at once is sent now, and what is no longer wanted is not sent.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    chosen = person.mail_choices if kinds is None else {kind: when for kind, when in kinds.items() if when}
    person = keep(person, mails=mails, mail_choices=chosen)
    if person.email:
        summaries.settle(person.email, person.gets)
    return person


@transaction.atomic
def stop_mails(person: User, *, kind: str) -> User:
    """Ends mail of a kind for a person, who pressed "Unsubscribe" in one. Returns the person.

    Mail that needs an answer cannot be ended: raises `Refused`.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if When.NEVER not in Kind(kind).ways:
        raise Refused(_("E-mails that need an answer from you cannot be stopped."))
    return choose_mails(person, mails=person.mails, kinds={**person.mail_choices, kind: When.NEVER})


# Forgetting ---------------------------------------------------------------------------------------


@transaction.atomic
def forget(person: User) -> User:
    """Closes the account, and removes addresses and telephone from every table and every file made here.

    Former addresses are removed too. The name stays. Returns the person. Raises `Refused` for a person who
    still acts for an agency, is an administrator or is of the secretariat.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_staff or person.is_superuser or has_role(person):
        raise Refused(
            _("%(person)s is an administrator or belongs to the secretariat. Remove that role first.")
            % {"person": person.shown}
        )
    lasting = person.appointments.lasting().select_related("agency").first()
    if lasting:
        raise Refused(
            _("%(person)s still acts for %(agency)s as %(role)s. End the appointment first.")
            % {
                "person": person.shown,
                "agency": lasting.agency,
                "role": lasting.get_role_display(),
            }
        )
    (person,) = _forget([person])
    return person


def _forget(people: list[User]) -> list[User]:
    """Forgets people whose rows are locked. Each table is looked through once for all of them."""
    details = _addresses(people) | {person.phone for person in people}
    _end_sessions(people)
    EmailAddress.objects.filter(user__in=people).delete()
    Authenticator.objects.filter(user__in=people).delete()
    SocialAccount.objects.filter(user__in=people).delete()
    for person in people:
        person.sign_in_links.all().delete()
        person.email, person.phone, person.calendar_key, person.is_active = None, "", "", False
        person.former_emails = []
        person.set_unusable_password()
        person.save()
    remove(details)
    return people


def _addresses(people: list[User]) -> set[str]:
    """Returns the present addresses, the former ones, and those under which the audit log knows them."""
    history = LogEntry.objects.filter(actor__in=people).exclude(actor_email=None).order_by()
    known = {address for person in people for address in (person.email, *person.former_emails)}
    return (known | set(history.values_list("actor_email", flat=True).distinct())) - {None, "", REMOVED}


def _end_sessions(people: list[User]) -> None:
    """Deletes their sessions, which hold the address that was used. They end with the password anyway."""
    keys = {str(person.pk) for person in people}
    ended = [one.pk for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) in keys]
    Session.objects.filter(pk__in=ended).delete()


def forget_who_left() -> int:
    """Forgets all people who are due to be forgotten. Returns how many.

    It can run twice, catches up after a pause, and works in portions that a stopped run keeps.
    """
    due = list(people_to_forget().order_by("pk").values_list("pk", flat=True))
    return sum(_forget_due(due[start : start + PORTION]) for start in range(0, len(due), PORTION))


@transaction.atomic
def _forget_due(keys: list[int]) -> int:
    locked = list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    # Asked again under the lock: somebody may have appointed one of them meanwhile.
    due = set(people_to_forget().filter(pk__in=keys).values_list("pk", flat=True))
    return len(_forget([person for person in locked if person.pk in due]))
