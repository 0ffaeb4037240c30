"""Mail to people, and to an agency: it goes to the focal points of the day on which it is written."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.people.models import Appointment, SecretariatRole, User
from agencies.people.rules import secretariat_role
from agencies.people.stopping import stopping
from agencies.register.models import Agency, Membership
from foundation.mail import letters
from foundation.mail.backend import address
from foundation.mail.kinds import Kind, When
from foundation.mail.letters import Reader

# Why people get mail to all members.
MEMBER = gettext_lazy("You receive this e-mail because you are a focal point of a member agency.")


def focal_points(agency: Agency, *, but: User | None = None) -> list[User]:
    """Returns today's focal points of the agency and of its parts who have an e-mail address."""
    return _appointed(agency, Appointment.Role.FOCAL_POINT, but=but)


def heads(agency: Agency) -> list[User]:
    """Returns today's principals and alternates of the agency and its parts who have an e-mail address."""
    return _appointed(agency, Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE)


def assistants(agency: Agency) -> list[User]:
    """Returns today's special assistants of the agency and its parts who have an e-mail address."""
    return _appointed(agency, Appointment.Role.ASSISTANT)


def focal_points_of_all(agencies: Iterable[Agency]) -> list[User]:
    """Returns the same for several agencies, in one query."""
    agencies = list(agencies)
    appointments = (
        _with_address(Appointment.objects.on())
        .filter(Q(agency__in=agencies) | Q(agency__part_of__in=agencies))
        .filter(role=Appointment.Role.FOCAL_POINT)
        .select_related("person")
    )
    return list(dict.fromkeys(appointment.person for appointment in appointments))


def _appointed(agency: Agency, *roles: str, but: User | None = None) -> list[User]:
    appointments = (
        _with_address(Appointment.objects.on())
        .filter(Q(agency=agency) | Q(agency__part_of=agency), role__in=roles)
        .exclude(person=but)
        .select_related("person")
    )
    return list(dict.fromkeys(appointment.person for appointment in appointments))


def _with_address(appointments):
    return appointments.filter(person__is_active=True, person__email__isnull=False).exclude(person__email="")


class OnDuty:
    """Who can be written to for each agency today, read at once: for tasks that ask of many agencies.

    Its `focal_points` and `heads` return what the functions of that name do. A person of several agencies is
    one object.
    """

    def __init__(self):
        self._members = set(Membership.objects.on().values_list("agency", flat=True))
        self._of = defaultdict(list)  # the people of each agency in each role
        self._acts_for = defaultdict(set)  # the agencies, and their collective members, of each person
        known: dict[int, User] = {}
        appointments = _with_address(Appointment.objects.on()).select_related(
            "person__secretariat_role", "agency"
        )
        for one in appointments:
            person = known.setdefault(one.person_id, one.person)
            whole = {one.agency_id, one.agency.part_of_id} - {None}
            self._acts_for[person.pk] |= whole
            for agency in whole:
                self._of[agency, one.role].append(person)

    def focal_points(self, agency: Agency) -> list[User]:
        return self._in_role(agency, Appointment.Role.FOCAL_POINT)

    def heads(self, agency: Agency) -> list[User]:
        return self._in_role(agency, Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE)

    def assistants(self, agency: Agency) -> list[User]:
        return self._in_role(agency, Appointment.Role.ASSISTANT)

    def _in_role(self, agency: Agency, *roles: str) -> list[User]:
        return list(dict.fromkeys(person for role in roles for person in self._of[agency.pk, role]))

    def is_of_group(self, person: User) -> bool:
        """Returns what the rule of that name does."""
        role = secretariat_role(person)
        is_secretariat = role is not None and role.role == SecretariatRole.Role.FULL
        return is_secretariat or not self._members.isdisjoint(self._acts_for[person.pk])


def secretariat() -> list[User]:
    """Returns the people of the secretariat whose account is open, without those who only read for it."""
    return list(User.objects.filter(secretariat_role__role=SecretariatRole.Role.FULL, is_active=True))


def tell(
    people: Iterable[User | Reader | str],
    *,
    subject: str,
    template: str,
    context: dict | None = None,
    why: str,
    kind: str = Kind.WORK,
    but: User | None = None,
    **said,
) -> int:
    """Writes to people of the register, to other readers, or to plain addresses, each once. Returns how many.

    The mail is saved in the transaction of the change. The worker sends it: at once, or in a summary for
    people who chose that for the kind. `why` is a sentence: "You receive this e-mail because …". For other
    arguments see `foundation.mail.letters.letters`. People without an address, with a closed account, or who
    want no mail of that kind, get nothing.
    """
    readers: dict[str, Reader] = {}
    for one in people:
        if not isinstance(one, User):
            reader = one if isinstance(one, Reader) else Reader(one)
            readers.setdefault(reader.address.casefold(), reader)
        elif one.email and one.is_active and one != but and one.gets(kind) != When.NEVER:
            readers.setdefault(one.email.casefold(), reader_of(one, kind))
    return letters.write(
        readers.values(), subject=subject, template=template, context=context, why=why, kind=kind, **said
    )


def reader_of(person: User, kind: str = Kind.ACCOUNT) -> Reader:
    """Returns how a person reads mail of that kind, with the pages on which they change it."""
    return Reader(
        person.email or "",
        person.name,
        when=person.gets(kind),
        stop=""
        if Kind(kind).needs_answer
        else address(reverse("me_mails_stop", args=[stopping(person, kind)])),
        choose=address(reverse("me_mails")) if Kind(kind).can_be_chosen else "",
    )


def tell_agency(
    agency: Agency,
    *,
    subject: str,
    template: str,
    context: dict,
    but: User | None = None,
    link: str = "",
    **said,
) -> int:
    """Writes to the focal points of an agency, in the transaction of the change. Returns how many.

    `but` is somebody who knows already. The mail has one link: `link`, or `address` of the context.
    """
    return tell(
        focal_points(agency, but=but),
        subject=subject,
        template=template,
        context={**context, "agency": agency},
        why=_("You receive this e-mail because you are a focal point of %(agency)s.") % {"agency": agency},
        link=link or context.get("address", ""),
        **said,
    )


def members_people() -> list[User]:
    """Returns today's focal points of all members and of their parts."""
    members = Agency.objects.members()
    on_duty = (
        Appointment.objects.on()
        .filter(Q(agency__in=members) | Q(agency__part_of__in=members), role=Appointment.Role.FOCAL_POINT)
        .select_related("person")
        .order_by("pk")
    )
    return list(dict.fromkeys(appointment.person for appointment in on_duty))


def tell_members(*, but: User | None = None, why: str = MEMBER, **said) -> int:
    """Writes to today's focal points of all members, as `tell` does. Returns how many."""
    return tell(members_people(), but=but, why=str(why), **said)
