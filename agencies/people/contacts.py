"""The contacts of members: principals, alternates and focal points."""

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from agencies.people.models import Appointment
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.text import sorting

ROLES = {
    Appointment.Role.PRINCIPAL: _("Principals"),
    Appointment.Role.ALTERNATE: _("Alternate principals"),
    Appointment.Role.ASSISTANT: _("Special assistants"),
    Appointment.Role.FOCAL_POINT: _("Focal points"),
}


def role_named(text: str) -> str:
    """Returns the role of that name; "", which means all roles, if there is none."""
    return Appointment.Role(text) if text in ROLES else ""


def by_agency(role: str = "") -> list[Agency]:
    """Returns today's members and their parts, each with its contacts in `people`: of one role, or all.

    A part without contacts is left out, as is a collective member whose parts have some.
    """
    today = clock.today()
    members = Agency.objects.members(on=today)
    people = (
        Appointment.objects.on(today)
        .filter(role__in=[role] if role else list(ROLES), person__is_active=True)
        .select_related("person")
    )
    agencies = (
        Agency.objects.filter(Q(pk__in=members) | Q(part_of__in=members))
        .select_related("part_of")
        .prefetch_related(Prefetch("appointments", people, to_attr="people"))
    )
    agencies = sorted(
        agencies,
        key=lambda agency: (
            sorting.key(agency.part_of or agency),
            agency.part_of is not None,
            sorting.key(agency),
        ),
    )
    order = list(ROLES)
    for agency in agencies:
        agency.people.sort(key=lambda one: (order.index(one.role), sorting.key(one.person.shown)))
    # A collective member can have its people in its parts, and a part need not have any.
    staffed = {agency.part_of_id for agency in agencies if agency.people}
    return [agency for agency in agencies if agency.people or not (agency.part_of_id or agency.pk in staffed)]


def of_agency(agency: Agency, day=None) -> list[Appointment]:
    """Returns all appointments of the agency on that day (default today), its staff included.

    For today it leaves out people whose account is closed, as nobody can reach them.
    """
    people = agency.appointments.on(day).select_related("person")
    if day in (None, clock.today()):
        people = people.filter(person__is_active=True)
    return sorted(people, key=_by_role)


def coming_to(agency: Agency) -> list[Appointment]:
    """Returns the appointments of the agency that begin later, the earliest first."""
    people = agency.appointments.filter(starts__gt=clock.today(), person__is_active=True)
    return sorted(people.select_related("person"), key=lambda one: (one.starts, *_by_role(one)))


def _by_role(one: Appointment) -> tuple:
    return list(Appointment.Role.values).index(one.role), sorting.key(one.person.shown)


def addresses(agencies: list[Agency]) -> list[str]:
    """Returns the e-mail addresses of the people of these agencies, each once."""
    return list(
        dict.fromkeys(one.person.email for agency in agencies for one in agency.people if one.person.email)
    )
