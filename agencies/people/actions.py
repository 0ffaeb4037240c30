"""The verbs of people: they are entered, appointed, and forgotten once they have left the Group."""

import datetime as dt

from allauth.account.models import EmailAddress
from auditlog.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import transaction

from agencies.people.models import Appointment, User
from agencies.people.queries import people_to_forget, person_with
from agencies.people.removal import REMOVED, remove
from agencies.people.rules import SECRETARIAT
from foundation.dates import clock
from foundation.mail import summaries
from foundation.verbs import Refused, keep


@transaction.atomic
def enter_person(*, name: str, email: str | None, phone: str = "", appointed: dict | None = None) -> User:
    """Enters a person, without a password, and appoints them where `appointed` has the values of that.

    Returns the person. Raises `Refused`.
    """
    person = User()
    person.set_unusable_password()
    person = _keep_person(person, name=name, email=email, phone=phone)
    if appointed:
        appoint(person, **appointed)
    return person


@transaction.atomic
def change_person(person: User, *, name: str, email: str | None, phone: str) -> User:
    """Returns the person with other values. Raises `Refused` for an address that somebody else has."""
    person = User.objects.select_for_update().get(pk=person.pk)
    return _keep_person(person, name=name, email=email, phone=phone)


def _keep_person(person: User, *, name: str, email: str | None, phone: str) -> User:
    if not (name or email):
        raise Refused("A name or an e-mail address is needed, so that others can tell who it is.")
    if other := person_with(email, but=person):
        raise Refused(f"{other.shown} has that address already.")
    before = person.email
    if before and before.casefold() != (email or "").casefold():
        person.remember(before)
    person = keep(person, name=name, email=User.objects.normalize_email(email) or None, phone=phone)
    if before and before != person.email:
        summaries.follow(before, person.email or "")
    _forget_other_addresses(person)
    return person


def _forget_other_addresses(person: User) -> None:
    """Keeps the login to the one address: it would go on sending to another what opens the portal."""
    known = EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email or "")
    if person.email and not EmailAddress.objects.filter(user=person, email__iexact=person.email).exists():
        first = known.order_by("-primary", "pk").first()
        if first:
            first.email, first.verified, first.primary = person.email.lower(), False, True
            first.save()
    known.all().delete()


@transaction.atomic
def appoint(person: User, **values) -> Appointment:
    """Writes down that the person acts for an agency. Returns the appointment.

    Raises `Refused` when they do so already.
    """
    return _keep_appointment(Appointment(person=person), values)


@transaction.atomic
def change_appointment(appointment: Appointment, **values) -> Appointment:
    """Returns the appointment with other values. Raises `Refused`."""
    return _keep_appointment(Appointment.objects.get(pk=appointment.pk), values)


def _keep_appointment(appointment: Appointment, values: dict) -> Appointment:
    """Somebody who had left and was forgotten can be invited again. The old password is gone for good.

    Where there still is a password, an administrator closed the login, and only an administrator opens it.
    """
    person = User.objects.select_for_update().get(pk=appointment.person_id)
    appointment = keep(appointment, **values)
    lasts = appointment.ends is None or appointment.ends >= clock.today()
    if lasts and not person.is_active and not person.has_usable_password():
        keep(person, is_active=True)
    return appointment


def end_appointment(appointment: Appointment, *, ends: dt.date) -> Appointment:
    """Returns the appointment, of which `ends` is the last day. Raises `Refused`."""
    return change_appointment(appointment, ends=ends)


@transaction.atomic
def choose_mails(person: User, *, mails: str) -> User:
    """Sets how they get their mail: each at once, or a summary once a day. Returns the person.

    What waits for a summary that nobody wants any more is sent now.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if mails == User.Mails.AT_ONCE and person.email:
        summaries.release(person.email)
    return keep(person, mails=mails)


# Who left -----------------------------------------------------------------------------------------


@transaction.atomic
def forget(person: User) -> User:
    """Closes the login and removes addresses and telephone from every table and every file made here.

    Former addresses go as well. The name stays. Returns the person. Raises `Refused` for somebody who still
    acts for an agency, or who keeps the portal: they have not left.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_staff or person.is_superuser or person.groups.filter(name=SECRETARIAT).exists():
        raise Refused(f"{person.shown} keeps the portal. Take that from them first.")
    lasting = person.appointments.lasting().select_related("agency").first()
    if lasting:
        raise Refused(f"{person.shown} still is {lasting}. End the appointment first.")
    details = {*_addresses(person), person.phone}
    _end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    person.groups.remove(*Group.objects.filter(user=person))
    person.email, person.phone, person.calendar_key, person.is_active = None, "", "", False
    person.former_emails = []
    person.set_unusable_password()
    person.save()
    remove(details)
    return person


def _addresses(person: User) -> set[str]:
    """That of today, the former ones, and those under which the history knows the person."""
    history = LogEntry.objects.filter(actor=person).exclude(actor_email=None)
    known = {person.email, *person.former_emails, *history.values_list("actor_email", flat=True)}
    return known - {None, "", REMOVED}


def _end_sessions(person: User) -> None:
    """Deletes their sessions. They end with the password anyway, but hold the address that was used."""
    ended = [one.pk for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=ended).delete()


def forget_who_left() -> int:
    """Forgets all who are to be forgotten. Gives how many. It can run twice, and catches up."""
    return len([forget(person) for person in people_to_forget()])
