"""The verbs of the register of agencies: they are entered and changed, and memberships open and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.register.models import Agency, Logo, Membership, agency_slug
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import storage
from foundation.verbs import Refused, keep, lock_table

if TYPE_CHECKING:
    from agencies.people.models import User

# Agencies -----------------------------------------------------------------------------------------


def agency_of_address(acronym: str, *, but: Agency | None = None) -> Agency | None:
    """Returns the agency whose page has the address that this acronym would get; None if it is free."""
    found = Agency.objects.filter(slug=agency_slug(acronym))
    return (found.exclude(pk=but.pk) if but else found).first()


@transaction.atomic
def enter_agency(**values) -> Agency:
    """Enters an agency, or a part of a collective member. Returns it. Raises `Refused`."""
    lock_table(Agency)
    return _keep_agency(Agency(), values)


@transaction.atomic
def change_agency(agency: Agency, **values) -> Agency:
    """Changes an agency. Returns it. Raises `Refused`."""
    lock_table(Agency)
    return _keep_agency(Agency.objects.get(pk=agency.pk), values)


def _keep_agency(agency: Agency, values: dict) -> Agency:
    acronym = values.get("acronym", agency.acronym)
    other = agency_of_address(acronym, but=agency)
    if other:
        raise Refused(
            _(
                "The acronym is too similar to %(agency)s, which is in the register already: their pages "
                "would have the same address."
            )
            % {"agency": other}
        )
    return keep(agency, slug=agency_slug(acronym), **values)


@transaction.atomic
def bring_logo(agency: Agency, *, upload, by: User) -> Logo:
    """Saves a picture as the agency's logo, and deletes the old one.

    Returns the logo. Raises `Refused`.
    """
    agency = Agency.objects.select_for_update(of=["self"]).get(pk=agency.pk)
    with storage.kept_or_gone() as stored:
        values = stored(upload, under="logos", by=by)
        logo = Logo.objects.filter(agency=agency).first() or Logo(agency=agency)
        before = logo.file.name
        logo = keep(logo, uploaded_at=clock.now(), **values)
        if before:
            storage.forget(before)
    return logo


@transaction.atomic
def remove_logo(agency: Agency) -> None:
    """Deletes the logo of the agency, and its file. Does nothing if there is none."""
    for logo in Logo.objects.filter(agency=agency).select_for_update():
        storage.forget(logo.file.name or "")
        logo.delete()


# Memberships --------------------------------------------------------------------------------------


@transaction.atomic
def open_membership(
    agency: Agency, *, starts: PartialDate, ends: PartialDate | None = None, basis: str = ""
) -> Membership:
    """Makes the agency a member from a date on. Returns the membership.

    Raises `Refused`, also if it is a member in that time already.
    """
    _hold(agency.pk)
    return keep(Membership(agency=agency), starts=starts, ends=ends, basis=basis)


@transaction.atomic
def change_membership(membership: Membership, **values) -> Membership:
    """Changes a membership. Returns it. Raises `Refused`."""
    _hold(membership.agency_id)
    return keep(Membership.objects.get(pk=membership.pk), **values)


def end_membership(membership: Membership, *, ends: PartialDate) -> Membership:
    """Ends a membership. `ends` is its last day. Returns the membership. Raises `Refused`."""
    return change_membership(membership, ends=ends)


def _hold(agency: int) -> None:
    """Locks the agency, so that two memberships of it are never opened at the same time."""
    Agency.objects.select_for_update(of=["self"]).get(pk=agency)
