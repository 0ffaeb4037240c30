"""The chair's powers. They follow the calendar; nothing stores who has them."""

from dataclasses import dataclass

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
        troika = rotation.troika(today, among=line_of(user))
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
        terms = line_of(user) if agencies_of(user) else []
        kept = user._held = today, [term for term in terms if holds(user, term)]
    return kept[1]


def line_of(user) -> list[Chairmanship]:
    """Returns all terms, ordered by their first day.

    They are cached on the user object for the day, as the powers around many meetings follow from them.
    """
    today = clock.today()
    kept = getattr(user, "_line", None)
    if kept is None or kept[0] != today:
        kept = user._line = today, rotation.terms()
    return kept[1]
