"""The verbs of the registers: agencies and their membership, people and their appointments, organizations."""

import datetime as dt

from django.db import transaction

from agencies.models import Agency, Appointment, Contact, Membership, Organization, User, agency_slug
from foundation.dates import PartialDate
from foundation.verbs import Refused, keep, lock_table

# Agencies -----------------------------------------------------------------------------------------


def agency_of_address(acronym: str, *, but: Agency | None = None) -> Agency | None:
    """The agency that has the address which this acronym would get."""
    return Agency.objects.filter(slug=agency_slug(acronym)).exclude(pk=but and but.pk).first()


@transaction.atomic
def enter_agency(**values) -> Agency:
    """An agency in the register, or a part of a collective member. Raises `Refused`."""
    lock_table(Agency)
    return _keep_agency(Agency(), values)


@transaction.atomic
def change_agency(agency: Agency, **values) -> Agency:
    """Raises `Refused`."""
    lock_table(Agency)
    return _keep_agency(Agency.objects.get(pk=agency.pk), values)


def _keep_agency(agency: Agency, values: dict) -> Agency:
    other = agency_of_address(values["acronym"], but=agency)
    if other:
        raise Refused(f"{other} is in the register already, and its address would be the same.")
    return keep(agency, slug=agency_slug(values["acronym"]), **values)


# Memberships --------------------------------------------------------------------------------------


@transaction.atomic
def open_membership(
    agency: Agency, *, starts: PartialDate, ends: PartialDate | None = None, basis: str = ""
) -> Membership:
    """Raises `Refused` when the agency is a member in that time already."""
    _hold(agency.pk)
    return keep(Membership(agency=agency), starts=starts, ends=ends, basis=basis)


@transaction.atomic
def change_membership(membership: Membership, **values) -> Membership:
    """Raises `Refused`."""
    _hold(membership.agency_id)
    return keep(Membership.objects.get(pk=membership.pk), **values)


def end_membership(membership: Membership, *, ends: PartialDate) -> Membership:
    """`ends` is its last day. Raises `Refused`."""
    return change_membership(membership, ends=ends)


def _hold(agency: int) -> None:
    """Two admins who open memberships of one agency at once come one after the other."""
    Agency.objects.select_for_update(of=["self"]).get(pk=agency)


# People -------------------------------------------------------------------------------------------


def person_with(email: str | None, *, but: User | None = None) -> User | None:
    """Who has that address, in whatever letters."""
    return User.objects.filter(email__iexact=email).exclude(pk=but and but.pk).first() if email else None


@transaction.atomic
def enter_person(*, name: str, email: str | None, phone: str = "", appointed: dict | None = None) -> User:
    """A person whom the Group knows, without a password, and what they are appointed to. Raises `Refused`."""
    person = User()
    person.set_unusable_password()
    person = _keep_person(person, name=name, email=email, phone=phone)
    if appointed:
        appoint(person, **appointed)
    return person


@transaction.atomic
def change_person(person: User, *, name: str, email: str | None, phone: str) -> User:
    """Raises `Refused`."""
    person = User.objects.select_for_update().get(pk=person.pk)
    return _keep_person(person, name=name, email=email, phone=phone)


def _keep_person(person: User, *, name: str, email: str | None, phone: str) -> User:
    if not (name or email):
        raise Refused("A name or an e-mail address is needed, so that others can tell who it is.")
    if other := person_with(email, but=person):
        raise Refused(f"{other.shown} has that address already.")
    return keep(person, name=name, email=User.objects.normalize_email(email) or None, phone=phone)


@transaction.atomic
def appoint(person: User, **values) -> Appointment:
    """That the person acts for an agency. Raises `Refused` when they do so already."""
    User.objects.select_for_update().get(pk=person.pk)
    return keep(Appointment(person=person), **values)


@transaction.atomic
def change_appointment(appointment: Appointment, **values) -> Appointment:
    """Raises `Refused`."""
    User.objects.select_for_update().get(pk=appointment.person_id)
    return keep(Appointment.objects.get(pk=appointment.pk), **values)


def end_appointment(appointment: Appointment, *, ends: dt.date) -> Appointment:
    """`ends` is its last day. Raises `Refused`."""
    return change_appointment(appointment, ends=ends)


# Organizations ------------------------------------------------------------------------------------


@transaction.atomic
def enter_organization(**values) -> Organization:
    """A partner or a guest. Raises `Refused`."""
    return keep(Organization(), **values)


@transaction.atomic
def change_organization(organization: Organization, **values) -> Organization:
    """Raises `Refused`."""
    return keep(Organization.objects.select_for_update().get(pk=organization.pk), **values)


@transaction.atomic
def enter_contact(organization: Organization, **values) -> Contact:
    """Raises `Refused`."""
    return keep(Contact(organization=organization), **values)


@transaction.atomic
def change_contact(contact: Contact, **values) -> Contact:
    """Raises `Refused`."""
    return keep(Contact.objects.select_for_update().get(pk=contact.pk), **values)


@transaction.atomic
def remove_contact(contact: Contact) -> None:
    """Whom nobody writes to any more is forgotten."""
    contact.delete()
