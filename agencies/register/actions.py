"""The verbs of the register of agencies: they are entered and changed, and memberships open and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.register.models import Agency, Logo, Membership, Purpose, agency_slug
from agencies.register.names import AgencyName, day_after, day_before
from foundation.corrections import mark
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import storage
from foundation.text import names
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


# Names --------------------------------------------------------------------------------------------


@transaction.atomic
def record_name(
    agency: Agency | None,
    *,
    name: str,
    acronym: str = "",
    article: str = "",
    language: str = names.ENGLISH,
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
) -> AgencyName:
    """Records a name of the agency, or of the Group for None. Returns it. Raises `Refused`.

    Without an end it is the present name from `starts` on, and the one before ends on the day before. With an
    end it is a former name. Where a month or a year is all that is known of a change, both names have it.
    """
    _lock_names()
    known = sorted(AgencyName.objects.filter(agency=agency, language=language), key=lambda row: _begun(row))
    if ends is None:
        _must_have_come(starts)
        before = next((row for row in known if row.ends is None), None) or (known[-1] if known else None)
        if before:
            if starts is None:
                raise Refused(_("Say from when this is the name, so that %(name)s ends.") % {"name": before})
            if before.ends is None and starts.earliest <= _begun(before):
                raise Refused(
                    _("%(name)s was the name then (%(period)s). A new name must begin later.")
                    % {"name": before, "period": before.period}
                )
            if language == names.ENGLISH:
                name, acronym = name or before.name, acronym or before.acronym
            if before.ends is None:
                keep(before, ends=day_before(starts))
        if agency and language == names.ENGLISH and (other := agency_of_address(acronym, but=agency)):
            raise Refused(_("%(agency)s has this acronym, or one too much like it.") % {"agency": other})
    elif known and known[0].starts is None and _begins_later(known[0], ends):
        keep(known[0], starts=day_after(ends))
    return keep(
        AgencyName(agency=agency),
        name=name,
        acronym=acronym,
        article=article,
        language=language,
        starts=starts,
        ends=ends,
    )


@transaction.atomic
def correct_name(row: AgencyName, **values) -> AgencyName:
    """Corrects a name that was entered. Nothing is renamed by it. Returns it. Raises `Refused`."""
    _lock_names()
    row = AgencyName.objects.get(pk=row.pk)
    if values.get("ends", row.ends) is None:
        _must_have_come(values.get("starts", row.starts))
    present = AgencyName.objects.present(row.agency)
    if present == row and row.agency:
        acronym = values.get("acronym", row.acronym)
        if not acronym:
            raise Refused(_("The present English name needs an acronym: it is in the address of the page."))
        if other := agency_of_address(acronym, but=row.agency):
            raise Refused(_("%(agency)s has this acronym, or one too much like it.") % {"agency": other})
    return keep(row, **values)


@transaction.atomic
def remove_name(row: AgencyName) -> None:
    """Deletes a name that was entered in error. If it was the present one, the one before is so again.

    Raises `Refused` for the only English name.
    """
    _lock_names()
    row = AgencyName.objects.get(pk=row.pk)
    others = AgencyName.objects.filter(agency=row.agency, language=row.language).exclude(pk=row.pk)
    before = max((one for one in others if _begun(one) <= _begun(row)), key=_begun, default=None)
    if row.language == names.ENGLISH and not others.exists():
        raise Refused(_("This is the only name there is. Correct it instead."))
    row.delete()
    if row.ends is None and before:
        keep(before, ends=None, merged_into=None)


@transaction.atomic
def merge_agency(agency: Agency, *, into: Agency, on: PartialDate) -> AgencyName:
    """Records that the agency became part of another on that date. Returns its last name. Raises `Refused`.

    Its memberships, terms and people stay as they are: they have ends of their own.
    """
    _lock_names()
    _must_have_come(on)
    last = AgencyName.objects.present(agency)
    if last is None or last.ends:
        raise Refused(_("%(agency)s has no present name that could end.") % {"agency": agency})
    return keep(last, ends=day_before(on), merged_into=into)


def _begins_later(earliest: AgencyName, ends: PartialDate | None) -> bool:
    """Whether the earliest name, whose beginning is not known, began after one that ended then."""
    return ends is not None and (earliest.ends is None or earliest.ends.latest > ends.latest)


def _begun(row: AgencyName) -> dt.date:
    return names.by_start(row.told)


def _must_have_come(starts: PartialDate | None) -> None:
    if starts and starts.earliest > clock.today():
        raise Refused(
            _("%(day)s has not come yet. Record the change on that day, or later.") % {"day": starts}
        )


def _lock_names() -> None:
    """Locks the agencies and their names, because a rule is about several rows of both."""
    lock_table(Agency)
    lock_table(AgencyName)


# Memberships --------------------------------------------------------------------------------------


@transaction.atomic
def open_membership(
    agency: Agency,
    *,
    starts: PartialDate,
    ends: PartialDate | None = None,
    basis: str = "",
    decided_on: dt.date | None = None,
) -> Membership:
    """Makes the agency a member from a date on. Returns the membership.

    `decided_on` is the day of the Group's decision, if it is recorded here: no membership begins before it.
    Raises `Refused`, also if it is a member in that time already.
    """
    _hold(agency.pk)
    return keep(Membership(agency=agency), starts=starts, ends=ends, basis=basis, decided_on=decided_on)


@transaction.atomic
def correct_membership(membership: Membership, *, reason: str, by: User) -> Membership:
    """Marks a membership as entered in error: it counts on no day. Returns it. Raises `Refused`."""
    _hold(membership.agency_id)
    return mark(Membership.entered.get(pk=membership.pk), reason=reason, by=by)


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


# Purposes -----------------------------------------------------------------------------------------


def give_purposes(thing: Any, purposes: Sequence[Purpose]) -> None:
    """Gives a locked thing the purposes that were suggested. Raises `Refused` if it has some by now."""
    if thing.purposes.exists():
        raise Refused(_("Somebody else has just chosen purposes. Nothing was changed."))
    if not purposes:
        raise Refused(_("The suggested purposes have changed. Choose the purposes in the form."))
    thing.purposes.set(purposes)
