"""The readers of a circular."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Agency, Appointment, Contact, Organization, User
from chairmanship.circulars.models import Circular
from foundation.dates import clock
from foundation.portal import group
from foundation.text import sorting
from foundation.text.words import listed

Whom = Circular.Whom
Role = Appointment.Role


@dataclass
class Readers:
    """The readers of a circular. `unreached` has the agencies and organizations without any address."""

    people: dict[str, tuple[User | str, str]] = field(default_factory=dict)  # by address, with the reason
    unreached: list[str] = field(default_factory=list)
    of_agencies: int = 0

    def add(self, one: User | str, why: str) -> None:
        """Adds a reader, with the reason that the mail gives. Each address counts once."""
        email = (one.email or "") if isinstance(one, User) else one
        self.people.setdefault(email.casefold(), (one, why))

    def __len__(self):
        return len(self.people)

    @property
    def of_organizations(self) -> int:
        """How many of the people are contacts of organizations."""
        return len(self) - self.of_agencies


def readers(
    *,
    focal_points: bool,
    principals: bool,
    to_members: str,
    agencies: Iterable[Agency],
    to_organizations: str,
    organizations: Iterable[Organization],
) -> Readers:
    """Returns the people who would get the circular today, each once."""
    found = Readers()
    roles: list[str] = [*[Role.FOCAL_POINT] * focal_points, *[Role.PRINCIPAL] * principals]
    if to_members != Whom.NONE and roles:
        members = Agency.objects.members(on=clock.today())
        chosen = list(members if to_members == Whom.ALL else agencies)
        _add_agencies(found, chosen, roles)
    found.of_agencies = len(found)
    if to_organizations == Whom.ALL:
        organizations = Organization.objects.all()
    if to_organizations != Whom.NONE:
        _add_organizations(found, list(organizations))
    return found


def _add_agencies(found: Readers, chosen: list[Agency], roles: list[str]) -> None:
    """Adds the people of these agencies and of their parts."""
    appointments = (
        Appointment.objects.on(clock.today())
        .filter(Q(agency__in=chosen) | Q(agency__part_of__in=chosen), role__in=roles, person__is_active=True)
        .exclude(Q(person__email=None) | Q(person__email=""))
        .select_related("person", "agency")
        .order_by("agency__acronym", "role", "person__name")
    )
    reached = set()
    for one in appointments:
        found.add(
            one.person,
            _("You receive this e-mail because you are listed as %(role)s of %(agency)s.")
            % {"role": one.get_role_display(), "agency": one.agency},
        )
        reached |= {one.agency_id, one.agency.part_of_id}
    found.unreached += sorting.ordered(str(agency) for agency in chosen if agency.pk not in reached)


def _add_organizations(found: Readers, chosen: list[Organization]) -> None:
    contacts = Contact.objects.filter(organization__in=chosen).exclude(email="")
    reached = set()
    for one in contacts.select_related("organization").order_by("organization__name", "name"):
        why = _("You receive this e-mail because the %(group)s keeps %(organization)s informed.")
        found.add(one.email, why % {"group": group.name(), "organization": one.organization})
        reached.add(one.organization_id)
    found.unreached += sorting.ordered(str(one) for one in chosen if one.pk not in reached)


def in_words(circular: Circular) -> list[str]:
    """Returns its readers in words: “Focal points of all members”, “Contacts of Caritas”."""
    parts = []
    if circular.to_members != Whom.NONE:
        everybody = circular.to_members == Whom.ALL
        agencies = "" if everybody else listed(circular.agencies.all())
        if circular.focal_points:
            of = _("Focal points of all members") if everybody else _("Focal points of %(agencies)s")
            parts.append(of % {"agencies": agencies})
        if circular.principals:
            of = _("Principals of all members") if everybody else _("Principals of %(agencies)s")
            parts.append(of % {"agencies": agencies})
    if circular.to_organizations == Whom.ALL:
        parts.append(_("Contacts of all partner organizations"))
    elif circular.to_organizations == Whom.SOME:
        names = listed(circular.organizations.all())
        parts.append(_("Contacts of %(organizations)s") % {"organizations": names})
    return parts
