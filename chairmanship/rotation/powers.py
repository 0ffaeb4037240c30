"""The chair's powers. They follow the calendar; nothing stores who has them."""

from dataclasses import dataclass

from django.db.models import Q

from agencies.people.rules import agencies_of, own_agencies
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock


@dataclass(frozen=True)
class Standing:
    """The places that a person has in today's troika, and whether anybody chairs at all."""

    chairs: bool
    outgoing: bool
    incoming: bool
    nobody_chairs: bool


def places_of(user) -> Standing:
    """Returns the person's places today. They are cached on the user object for the day."""
    today = clock.today()
    kept = getattr(user, "_standing", None)
    if kept is None or kept[0] != today:
        troika = rotation.troika(today)
        kept = user._standing = (
            today,
            Standing(
                chairs=any(holds(user, term) for term in troika.current),
                outgoing=any(holds(user, term) for term in troika.outgoing),
                incoming=any(holds(user, term) for term in troika.incoming),
                nobody_chairs=not troika.current,
            ),
        )
    return kept[1]


def holds(user, term: Chairmanship) -> bool:
    """Returns whether the person acts for the agency of that term.

    For a collective member these are the people of the part that coordinates; if none does, of all parts.
    """
    if term.coordinated_by_id:
        return not agencies_of(user).isdisjoint((term.agency_id, term.coordinated_by_id))
    return term.agency_id in own_agencies(user)


def terms_of(user) -> list[Chairmanship]:
    """Returns the terms of the person's agencies, in the sense of `holds`: past, current and future.

    They are cached on the user object for the day.
    """
    today = clock.today()
    kept = getattr(user, "_held", None)
    if kept is None or kept[0] != today:
        mine = agencies_of(user)
        of_parts = Q(coordinated_by=None, agency__in=own_agencies(user))
        terms = Chairmanship.objects.filter(Q(agency__in=mine) | Q(coordinated_by__in=mine) | of_parts)
        kept = user._held = today, list(terms) if mine else []
    return kept[1]
