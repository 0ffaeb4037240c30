"""Circulars: what the chair or the secretariat writes to agencies and partner organizations at once."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from agencies.models import Agency, Appointment, Contact, Organization, User
from agencies.people.mail import tell
from chairmanship.circulars.models import Circular
from chairmanship.rotation import rotation
from chairmanship.rotation.powers import holds
from foundation.dates import clock
from foundation.mail import recall
from foundation.mail.backend import address
from foundation.mail.recall import Recalled
from foundation.text.words import listed
from foundation.verbs import Refused, lock_table

Whom = Circular.Whom
Role = Appointment.Role


@dataclass
class Readers:
    """To whom a circular goes. `unreached` are agencies and organizations in which nobody has an address."""

    people: dict[str, tuple[User | str, str]] = field(default_factory=dict)  # by address, with why
    unreached: list[str] = field(default_factory=list)
    of_agencies: int = 0

    def add(self, one: User | str, why: str) -> None:
        """Somebody whom it reaches, with the reason that the mail gives; each address counts once."""
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
    """The people who would get it today, each once."""
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
    """The people of those agencies and of their parts."""
    appointments = (
        Appointment.objects.on(clock.today())
        .filter(Q(agency__in=chosen) | Q(agency__part_of__in=chosen), role__in=roles, person__is_active=True)
        .exclude(Q(person__email=None) | Q(person__email=""))
        .select_related("person", "agency")
        .order_by("agency__acronym", "role", "person__name")
    )
    reached = set()
    for one in appointments:
        found.add(one.person, f"you are {one.get_role_display()} of {one.agency}")
        reached |= {one.agency_id, one.agency.part_of_id}
    found.unreached += sorted(str(agency) for agency in chosen if agency.pk not in reached)


def _add_organizations(found: Readers, chosen: list[Organization]) -> None:
    contacts = Contact.objects.filter(organization__in=chosen).exclude(email="")
    reached = set()
    for one in contacts.select_related("organization").order_by("organization__name", "name"):
        found.add(one.email, f"the Global Migration Group keeps {one.organization} informed")
        reached.add(one.organization_id)
    found.unreached += sorted(str(one) for one in chosen if one.pk not in reached)


@transaction.atomic
def send_circular(
    *,
    subject: str,
    text: str,
    by: User,
    key: uuid.UUID | None = None,
    focal_points: bool = True,
    principals: bool = False,
    to_members: str = Whom.ALL,
    agencies: Iterable[Agency] = (),
    to_organizations: str = Whom.NONE,
    organizations: Iterable[Organization] = (),
) -> Circular:
    """Keeps a circular in the archive and writes it to its readers, who get it after a minute. Returns it.

    `key` is that of the form: the same form sent twice is one circular. Raises `Refused` when it reaches
    nobody, and when the form was sent already with other words.
    """
    lock_table(Circular)
    key = key or uuid.uuid4()
    while before := Circular.objects.filter(key=key).first():
        if not before.recalled_at:
            if (before.subject, before.text) == (subject, text):
                return before
            raise Refused(
                f"“{before}” was sent from this page already. Take it back first and send these words "
                "instead, or write another circular."
            )
        key = uuid.uuid5(key, "sent again")
    agencies, organizations = list(agencies), list(organizations)
    whom: dict[str, Any] = {
        "focal_points": focal_points,
        "principals": principals,
        "to_members": to_members,
        "to_organizations": to_organizations,
    }
    found = readers(**whom, agencies=agencies, organizations=organizations)
    if not found:
        raise Refused("Nobody with an e-mail address is among those whom you chose. Choose others, or more.")
    circular = Circular.objects.create(
        key=key, subject=subject, text=text, sent_by=by, chair=_chair_of(by), people=len(found), **whom
    )
    circular.agencies.set(agencies if to_members == Whom.SOME else [])
    circular.organizations.set(organizations if to_organizations == Whom.SOME else [])
    for person, why in found.people.values():
        tell(
            [person],
            subject=subject,
            template="chairmanship/circulars/mail/circular.txt",
            context={"circular": circular},
            why=why,
            # Partners have contacts, and no accounts.
            link=address(circular.get_absolute_url()) if isinstance(person, User) else "",
            batch=circular.batch,
            reply_to=[by.email] if by.email else [],
        )
    return circular


@transaction.atomic
def recall_circular(circular: Circular, *, by: User) -> Recalled:
    """Takes it back from those who do not have it yet. If nobody has it, the archive no longer shows it.

    Returns how many it was taken back from. Raises `Refused` when everybody has it.
    """
    circular = Circular.objects.select_for_update().get(pk=circular.pk)
    recalled = recall.recall(circular.batch)
    if not recalled.people:
        raise Refused(recalled.sentence)
    if not recalled.gone:
        circular.recalled_at = clock.now()
        circular.save()
    return recalled


def _chair_of(person: User) -> Agency | None:
    """For which of today's chairs the person writes."""
    return next((term.agency for term in rotation.troika(clock.today()).current if holds(person, term)), None)


def in_words(circular: Circular) -> str:
    """To whom it was sent, in words: “the focal points of all members, and the contacts of Caritas”."""
    roles = ["focal points"] * circular.focal_points + ["principals"] * circular.principals
    parts = []
    if circular.to_members != Whom.NONE:
        of = "all members" if circular.to_members == Whom.ALL else listed(circular.agencies.all())
        parts.append(f"the {listed(roles)} of {of}")
    if circular.to_organizations != Whom.NONE:
        everybody = circular.to_organizations == Whom.ALL
        of = "all partner organizations" if everybody else listed(circular.organizations.all())
        parts.append(f"the contacts of {of}")
    return ", and ".join(parts)
