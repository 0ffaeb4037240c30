"""Who a person is to the Group, by the appointments of today."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import rules
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Membership
from foundation.dates import clock


@dataclass(frozen=True)
class Acting:
    """Who somebody is to the Group on a day: read in one query, and kept on the user object for the day.

    `agencies` are the keys of those they act for, `own` also of the collective members of these; `speaking`,
    `heading`, `as_focal_point` and `assisting` of those for which they are in one of these roles.
    `is_member` says whether one of `own` is a member, and `role` is theirs in the secretariat, else "".
    """

    day: dt.date
    agencies: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    speaking: frozenset[int] = frozenset()
    heading: frozenset[int] = frozenset()
    as_focal_point: frozenset[int] = frozenset()
    assisting: frozenset[int] = frozenset()
    is_member: bool = False
    role: str = ""


# People in these roles keep the texts and the people of their agency up to date; its staff do not.
SPEAKING = (Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE, Appointment.Role.FOCAL_POINT)
# Only people in these roles name others to them, because they read what is for principals only.
HEADING = (Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE)


def acting(user) -> Acting:
    """Returns who the person is today. A visitor, and somebody who may no longer sign in, is nobody.

    Each request has a new user object.
    """
    today = clock.today()
    kept = getattr(user, "_acting", None)
    if kept is None or kept.day != today:
        kept = user._acting = _read(user, today) if user.is_active else Acting(today)
    return kept


def _read(user, today: dt.date) -> Acting:
    of_one = Q(agency=OuterRef("held__agency")) | Q(agency=OuterRef("held__agency__part_of"))
    rows = (
        User.objects.filter(pk=user.pk)
        .order_by()
        .annotate(
            held=FilteredRelation(
                "appointments",
                condition=Q(appointments__starts__lte=today, appointments__corrected_at=None)
                & (Q(appointments__ends=None) | Q(appointments__ends__gte=today)),
            ),
            is_member=Exists(Membership.objects.on(today).filter(of_one)),
        )
        .values_list(
            "secretariat_role__role", "held__agency", "held__agency__part_of", "held__role", "is_member"
        )
    )
    found = list(rows)
    held = [(agency, whole, role) for _, agency, whole, role, _ in found if agency]
    agencies = frozenset(agency for agency, _, _ in held)

    def as_one_of(*roles):
        return frozenset(agency for agency, _, role in held if role in roles)

    return Acting(
        today,
        agencies=agencies,
        own=agencies | {whole for _, whole, _ in held if whole},
        speaking=as_one_of(*SPEAKING),
        heading=as_one_of(*HEADING),
        as_focal_point=as_one_of(Appointment.Role.FOCAL_POINT),
        assisting=as_one_of(Appointment.Role.ASSISTANT),
        is_member=any(is_member for *_, is_member in found),
        role=next((role or "" for role, *_ in found), ""),
    )


def has_role(user) -> bool:
    """Whether the person has a role in the secretariat: full or for reading, also in a closed account."""
    return secretariat_role(user) is not None


def secretariat_role(user) -> SecretariatRole | None:
    """Returns the person's role in the secretariat. Django keeps it on the user object."""
    return getattr(user, "secretariat_role", None)


@rules.predicate
def is_secretariat(user):
    """Of the secretariat, with the full role. It acts; those who only read for it change nothing."""
    return acting(user).role == SecretariatRole.Role.FULL


@rules.predicate
def reads_as_secretariat(user):
    """Reads all that the secretariat reads: of the secretariat, with the full role or that for reading."""
    return bool(acting(user).role)


def agencies_of(user) -> frozenset[int]:
    """Returns the keys of the agencies that the person acts for today."""
    return acting(user).agencies


def own_agencies(user) -> frozenset[int]:
    """Returns the keys of the agencies that a person acts for today, and of their collective members."""
    return acting(user).own


@rules.predicate
def is_of_agency(user, agency):
    """Acts for that agency, or, for a collective member, for one of its parts."""
    return agency is not None and agency.pk in own_agencies(user)


@rules.predicate
def is_of_member(user):
    """Acts for an agency that belongs to the Group today, itself or through its collective member."""
    return acting(user).is_member


def comes(user) -> tuple[dt.date, list[Appointment]] | None:
    """Returns the day from which a person will be of the Group, with their appointments of that day.

    None if they are already, or if no such day is known. Either the membership of the agency or the
    appointment begins later.
    """
    if not user.is_authenticated or reads_as_group.test(user):
        return None
    days = defaultdict(list)
    for one in user.appointments.lasting().select_related("agency"):
        whole = one.agency.part_of_id or one.agency_id
        for membership in Membership.objects.filter(agency=whole):
            day = max(one.starts, membership.starts.latest)
            until = min(one.ends or day, membership.ends.earliest if membership.ends else day)
            if clock.today() < day <= until:
                days[day].append(one)
    return min(days.items(), key=lambda item: item[0], default=None)


@rules.predicate
def is_principal(user):
    """Appointed today as principal or alternate, and of an agency that belongs to the Group."""
    return bool(acting(user).heading) and is_of_member.test(user)


is_of_group = is_of_member | is_secretariat
# What the people of the Group read. Nobody acts by it.
reads_as_group = is_of_member | reads_as_secretariat


def agencies_kept_by(user):
    """Returns the agencies whose texts and people the user keeps: all for the secretariat, else their own."""
    return _all_or(user, acting(user).speaking)


def agencies_headed_by(user):
    """Returns the agencies whose principals and alternates the user keeps.

    These are all for the secretariat; for a principal or an alternate, their own.
    """
    return _all_or(user, acting(user).heading)


def keeps_appointment(user, appointment) -> bool:
    """Whether the user may change that appointment.

    For a principal or an alternate the user must be one too, or be of the secretariat.
    """
    who = acting(user)
    return _keeps(user, appointment.agency_id, who.heading if appointment.role in HEADING else who.speaking)


def _all_or(user, own: frozenset[int]):
    if user.is_superuser or is_secretariat.test(user):
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=own)


def _keeps(user, agency: int, own: frozenset[int]) -> bool:
    return user.is_superuser or is_secretariat.test(user) or agency in own


@rules.predicate
def speaks_for(user, agency):
    """Whether the user keeps the texts and the people of that agency."""
    return agency is not None and _keeps(user, agency.pk, acting(user).speaking)


@rules.predicate
def is_of_own_agency(user, person):
    """Whether the person acts, today or later, for an agency whose people that user keeps."""
    return (
        person is not None
        and person.appointments.lasting().filter(agency__in=agencies_kept_by(user)).exists()
    )


@rules.predicate
def is_of_own_agency_only(user, person):
    """Whether the person acts only for agencies whose people that user keeps.

    Then their account gives a colleague no further access. It is false for the secretariat, also for those
    who only read.
    """
    if person is None or has_role(person):
        return False
    agencies = set(person.appointments.lasting().values_list("agency", flat=True))
    return bool(agencies) and agencies <= set(agencies_kept_by(user).values_list("pk", flat=True))


@rules.predicate
def is_guarded(user, person):
    """Whether their account has more powers than the secretariat.

    Only people with the same powers may change how they sign in.
    """
    return person is not None and (person.is_superuser or person.is_staff)


# These rules need people, so the register, which lies below, cannot hold them.
rules.add_perm("agencies.keep_register", is_secretariat)
rules.add_perm("agencies.read_register", reads_as_secretariat)
rules.add_perm("agencies.give_roles", is_secretariat)
rules.add_perm("agencies.keep_agency", is_secretariat | speaks_for)
rules.add_perm("agencies.keep_person", is_secretariat | is_of_own_agency)
rules.add_perm("agencies.read_person", reads_as_secretariat | is_of_own_agency)
rules.add_perm("agencies.change_person", (is_secretariat | is_of_own_agency_only) & ~is_guarded)
rules.add_perm("agencies.forget_person", is_secretariat & ~is_guarded)
rules.add_perm("agencies.read_contacts", reads_as_group)
# Who may read all changes, of everything.
rules.add_perm("foundation.read_changes", reads_as_secretariat)


def is_for_another(agency: Agency | None, by: User) -> bool:
    """Whether what that person enters for the agency comes from outside it. The agency is then told."""
    return agency is not None and agency.pk not in own_agencies(by)
