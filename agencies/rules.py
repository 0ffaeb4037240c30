"""Who a person is to the Group, as far as agencies can tell. Asked of the appointments of today."""

import rules

from agencies.models import Agency, Appointment
from foundation import clock

SECRETARIAT = "secretariat"

is_secretariat = rules.is_active & rules.is_group_member(SECRETARIAT)
rules.add_perm("agencies.invite_person", is_secretariat)


def agencies_of(user) -> frozenset[int]:
    """The keys of the agencies that the person acts for today.

    Kept with the person for the day, so that a page asks once: a person is fetched anew for each request.
    """
    today = clock.today()
    kept = getattr(user, "_agencies_of", None)
    if kept is None or kept[0] != today:
        found = Appointment.objects.on(today).filter(person=user.pk) if user.is_active else ()
        kept = user._agencies_of = today, frozenset(appointment.agency_id for appointment in found)
    return kept[1]


@rules.predicate
def is_of_agency(user, agency):
    """Of that agency, or, for a collective member, of one of its parts."""
    mine = agencies_of(user)
    return agency is not None and (
        agency.pk in mine or Agency.objects.filter(pk__in=mine, part_of=agency).exists()
    )


@rules.predicate
def is_of_member(user):
    """Of an agency that belongs to the Group today, itself or through its collective member."""
    mine = agencies_of(user)
    if not mine:
        return False
    members = Agency.objects.members(on=clock.today())
    return members.filter(pk__in=mine).exists() or members.filter(parts__in=mine).exists()


is_of_group = is_of_member | is_secretariat


@rules.predicate
def is_guarded(user, person):
    """Whose login opens more than the secretariat's own: only their equals change how they log in."""
    return person is not None and (person.is_superuser or person.is_staff)


# A superuser may everything, as Django has it.
rules.add_perm("agencies.keep_register", is_secretariat)
rules.add_perm("agencies.change_person", is_secretariat & ~is_guarded)
rules.add_perm("agencies.read_contacts", is_of_group)
