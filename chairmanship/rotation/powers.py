"""The chair's powers: they follow the calendar, and nothing stores who has them."""

from dataclasses import dataclass

from django.db.models import Q

from agencies.people.rules import agencies_of
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock


@dataclass(frozen=True)
class Standing:
    """Which places of today's troika are a person's, and whether anybody chairs at all."""

    chairs: bool
    outgoing: bool
    incoming: bool
    nobody_chairs: bool


def places_of(user) -> Standing:
    """The person's places today. They are kept with the person for the day, as the appointments are."""
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
    """Whether the person is of the agency that has that term.

    Of a collective member these are the people of the part that coordinates it; where none does, of all
    parts.
    """
    mine = agencies_of(user)
    if not mine or term.agency_id in mine:
        return bool(mine)
    if term.coordinated_by_id:
        return term.coordinated_by_id in mine
    return term.agency.parts.filter(pk__in=mine).exists()


def terms_of(user) -> list[Chairmanship]:
    """The terms that the person's agencies hold, as `holds` has it: over, running and to come.

    Asked once for all that happened in them, and kept with the person for the day.
    """
    today = clock.today()
    kept = getattr(user, "_held", None)
    if kept is None or kept[0] != today:
        mine = agencies_of(user)
        of_parts = Q(coordinated_by=None, agency__parts__in=mine)
        terms = Chairmanship.objects.filter(Q(agency__in=mine) | Q(coordinated_by__in=mine) | of_parts)
        kept = user._held = today, list(terms.distinct()) if mine else []
    return kept[1]
