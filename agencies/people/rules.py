"""Who a person is to the Group, by the appointments of today."""

import datetime as dt
from collections import defaultdict

import rules

from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Membership
from foundation.dates import clock


def has_role(user) -> bool:
    """Whether the person has a role in the secretariat: full or for reading, also in a closed account."""
    return secretariat_role(user) is not None


def secretariat_role(user) -> SecretariatRole | None:
    """Returns the person's role in the secretariat. Django keeps it on the user object, as with `_acting`."""
    return getattr(user, "secretariat_role", None)


@rules.predicate
def is_secretariat(user):
    """Of the secretariat, with the full role. It acts; those who only read for it change nothing."""
    role = secretariat_role(user) if user.is_active else None
    return role is not None and role.role == SecretariatRole.Role.FULL


@rules.predicate
def reads_as_secretariat(user):
    """Reads all that the secretariat reads: of the secretariat, with the full role or that for reading."""
    return user.is_active and has_role(user)


def agencies_of(user) -> frozenset[int]:
    """Returns the keys of the agencies that the person acts for today."""
    return _acting(user)[0]


def own_agencies(user) -> frozenset[int]:
    """Returns the keys of the agencies that a person acts for today, and of their collective members."""
    return _acting(user)[1]


def _acting(user) -> tuple[frozenset[int], frozenset[int]]:
    """Returns what `agencies_of` and `own_agencies` return.

    Both are kept on the user object for the day, so that a page takes one query. Each request has a new user
    object.
    """
    today = clock.today()
    kept = getattr(user, "_acting", None)
    if kept is None or kept[0] != today:
        found = Appointment.objects.on(today).filter(person=user.pk).order_by()
        rows = list(found.values_list("agency", "agency__part_of")) if user.is_active else []
        mine = frozenset(agency for agency, _ in rows)
        kept = user._acting = today, mine, mine | {whole for _, whole in rows if whole}
    return kept[1:]


@rules.predicate
def is_of_agency(user, agency):
    """Acts for that agency, or, for a collective member, for one of its parts."""
    return agency is not None and agency.pk in own_agencies(user)


@rules.predicate
def is_of_member(user):
    """Acts for an agency that belongs to the Group today, itself or through its collective member."""
    mine, today = own_agencies(user), clock.today()
    if not mine:
        return False
    kept = getattr(user, "_is_of_member", None)
    if kept is None or kept[:2] != (today, mine):
        found = Membership.objects.on(today).filter(agency__in=mine).exists()
        kept = user._is_of_member = today, mine, found
    return kept[2]


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
    mine = Appointment.objects.on(clock.today()).filter(person=user.pk, role__in=HEADING)
    return bool(user.is_active and mine.exists() and is_of_member.test(user))


is_of_group = is_of_member | is_secretariat
# What the people of the Group read. Nobody acts by it.
reads_as_group = is_of_member | reads_as_secretariat

# People in these roles keep the texts and the people of their agency up to date; its staff do not.
SPEAKING = (Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE, Appointment.Role.FOCAL_POINT)
# Only people in these roles name others to them, because they read what is for principals only.
HEADING = (Appointment.Role.PRINCIPAL, Appointment.Role.ALTERNATE)


def agencies_kept_by(user):
    """Returns the agencies whose texts and people the user keeps: all for the secretariat, else their own."""
    return _own_as(user, SPEAKING)


def agencies_headed_by(user):
    """Returns the agencies whose principals and alternates the user keeps.

    These are all for the secretariat; for a principal or an alternate, their own.
    """
    return _own_as(user, HEADING)


def keeps_appointment(user, appointment) -> bool:
    """Whether the user may change that appointment.

    For a principal or an alternate the user must be one too, or be of the secretariat.
    """
    mine = agencies_headed_by(user) if appointment.role in HEADING else agencies_kept_by(user)
    return mine.filter(pk=appointment.agency_id).exists()


def _own_as(user, roles):
    if user.is_superuser or is_secretariat.test(user):
        return Agency.objects.all()
    if not user.is_active:
        return Agency.objects.none()
    own = Appointment.objects.on(clock.today()).filter(person=user.pk, role__in=roles)
    return Agency.objects.filter(pk__in=own.values("agency"))


@rules.predicate
def speaks_for(user, agency):
    """Whether the user keeps the texts and the people of that agency."""
    return agency is not None and agencies_kept_by(user).filter(pk=agency.pk).exists()


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
