"""What the history tells of agencies, their names and their memberships."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from agencies.register.models import Agency, Logo, Membership
from agencies.register.names import AgencyName
from foundation.history.kinds import (
    CORRECTED,
    READS_ALL,
    WHY_CORRECTED,
    Kind,
    Seen,
    Thing,
    Told,
    everything,
    number,
)

READS = "agencies.read_contacts"


def may_read(user, thing) -> bool:
    """Whether the user reads the history of agencies: everybody of the Group does."""
    return user.has_perm(READS)


def page_of(agency: Agency) -> str:
    return reverse("agencies:agency_detail", args=[agency.slug])


def of_agencies(user, rows: QuerySet) -> Seen:
    """Names of the Group have no agency, and are told with those of agencies."""
    return everything(user, rows) if user.has_perm(READS) else {}


def _label(row: Membership) -> str:
    values = {"agency": row.agency, "first": row.starts, "last": row.ends}
    return (
        _("%(agency)s (%(first)s to %(last)s)") if row.ends else _("%(agency)s (since %(first)s)")
    ) % values


KINDS = [
    Kind(
        "agencies",
        gettext_lazy("Agencies"),
        gettext_lazy("Agency"),
        find=lambda user, key: Agency.objects.filter(slug=key).first(),
        may=may_read,
        back=page_of,
    ),
    Kind(
        "memberships",
        gettext_lazy("Memberships"),
        gettext_lazy("Membership"),
        find=lambda user, key: Membership.objects.select_related("agency").filter(pk=number(key)).first(),
        may=may_read,
        back=lambda membership: page_of(membership.agency),
        label=lambda membership: _label(membership),
    ),
]

THINGS = [
    Thing(
        Agency,
        gettext_lazy("the agency"),
        ngettext_lazy("the agency %(names)s", "the agencies %(names)s", "count"),
        within={"agencies": "pk"},
        fields={
            "acronym": gettext_lazy("the acronym"),
            "name": gettext_lazy("the name"),
            "headquarters": gettext_lazy("the headquarters"),
            "country": gettext_lazy("the country"),
            "website": gettext_lazy("the website"),
            "former_names": gettext_lazy("the former names"),
            "mandate": gettext_lazy("the mandate"),
            "work": gettext_lazy("the work on migration"),
            "part_of": gettext_lazy("the collective member that it is part of"),
        },
        seen=of_agencies,
        quoted=False,
    ),
    Thing(
        Logo,
        gettext_lazy("the logo"),
        ngettext_lazy("the logo of %(names)s", "the logos of %(names)s", "count"),
        within={"agencies": "agency"},
        fields={"sha256": Told(gettext_lazy("the logo"), values=False)},
        seen=of_agencies,
        gone=lambda user: user.has_perm(READS),
        label=lambda row: str(row.agency),
        quoted=False,
        related=("agency",),
        created=gettext_lazy("%(who)s added a logo."),
        removed=gettext_lazy("%(who)s removed the logo."),
    ),
    Thing(
        AgencyName,
        gettext_lazy("the name"),
        ngettext_lazy("the name %(names)s", "the names %(names)s", "count"),
        within={"agencies": "agency"},
        fields={
            "name": gettext_lazy("the wording"),
            "acronym": gettext_lazy("the acronym"),
            "starts": gettext_lazy("the first day"),
            "ends": gettext_lazy("the last day"),
            "merged_into": gettext_lazy("the agency that took over"),
        },
        seen=of_agencies,
        gone=lambda user: user.has_perm(READS),
        label=lambda row: row.name or row.acronym,
    ),
    Thing(
        Membership,
        gettext_lazy("the membership"),
        ngettext_lazy("the membership of %(names)s", "the memberships of %(names)s", "count"),
        within={"memberships": "pk", "agencies": "agency"},
        fields={
            "starts": gettext_lazy("the first day"),
            "ends": gettext_lazy("the last day"),
            "basis": gettext_lazy("the basis"),
            "correction": WHY_CORRECTED,
        },
        steps={"corrected_at": CORRECTED},
        seen=of_agencies,
        gone=lambda user: user.has_perm(READS_ALL),
        label=_label,
        quoted=False,
        related=("agency",),
    ),
]
