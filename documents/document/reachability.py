"""Which agencies can be asked on a day: those with a focal point who has an e-mail address."""

from django.db.models import Q

from agencies.models import Appointment, Membership


def reachable(agencies, day) -> set[int]:
    """Returns the keys of the agencies that have a focal point with an e-mail address on that day.

    A collective member can have one through a part.
    """
    return {agency for agency, _ in reachable_pairs({(agency, day) for agency in agencies})}


def reachable_pairs(asked: set[tuple]) -> set[tuple]:
    """Returns, of pairs (key of an agency, day), those for which `reachable` holds. Takes one query."""
    if not asked:
        return set()
    keys, days = {agency for agency, _ in asked}, {day for _, day in asked}
    found = (
        Appointment.objects.filter(Q(ends=None) | Q(ends__gte=min(days)), starts__lte=max(days))
        .filter(Q(agency__in=keys) | Q(agency__part_of__in=keys), role=Appointment.Role.FOCAL_POINT)
        .filter(person__is_active=True, person__email__isnull=False)
        .exclude(person__email="")
        .values_list("agency_id", "agency__part_of_id", "starts", "ends")
    )
    return {
        (agency, day)
        for *both, starts, ends in found
        for agency in both
        for day in days
        if starts <= day and (ends is None or day <= ends)
    } & asked


def former_member_pairs(asked: set[tuple]) -> set[tuple]:
    """Returns, of such pairs, those in which the agency was a member before that day and no longer is."""
    if not asked:
        return set()
    held: dict[int, list[Membership]] = {}
    for one in Membership.objects.filter(agency__in={agency for agency, _ in asked}):
        held.setdefault(one.agency_id, []).append(one)
    return {
        (agency, day)
        for agency, day in asked
        if any(one.ends and one.ends.latest < day for one in held.get(agency, ()))
        and not any(
            one.starts.earliest <= day and not (one.ends and one.ends.latest < day) for one in held[agency]
        )
    }
