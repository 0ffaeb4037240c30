"""The chair's powers. They follow the calendar; nothing stores who has them."""

import datetime as dt
from functools import cached_property

from django.db.models import Q

from agencies.people.rules import agencies_of, own_agencies
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.dates.partial import PartialDate


class Powers:
    """What somebody, also a visitor, needs of the line of terms today: each part is read once, when asked."""

    def __init__(self, user, today: dt.date):
        self.user, self.today = user, today
        self._around: dict[tuple[int, int], list[Chairmanship]] = {}  # by the first and the last year

    @cached_property
    def troika(self) -> rotation.Troika:
        """The troika of today."""
        return rotation.troika(self.today)

    @cached_property
    def chairs(self) -> bool:
        """Whether they have a place among today's chairs."""
        return any(holds(self.user, term) for term in self.troika.current)

    @cached_property
    def outgoing(self) -> bool:
        """Whether they have a place in the last term before today's."""
        return any(holds(self.user, term) for term in self.troika.outgoing)

    @cached_property
    def incoming(self) -> bool:
        """Whether they have a place in the next term."""
        return any(holds(self.user, term) for term in self.troika.incoming)

    @property
    def nobody_chairs(self) -> bool:
        """Whether today is in a gap."""
        return not self.troika.current

    @cached_property
    def terms(self) -> list[Chairmanship]:
        """The terms of their agencies, in the sense of `holds`: past, current and future."""
        own = own_agencies(self.user)
        if not own:
            return []
        found = rotation.all_terms().filter(Q(agency__in=own) | Q(coordinated_by__in=own))
        return [term for term in found if holds(self.user, term)]

    def around(self, *dates: PartialDate) -> list[Chairmanship]:
        """Returns the terms of the years of these dates and those between, and those of today.

        What is known of the same years is not asked again, so that many meetings ask little.
        """
        first, last = min(date.earliest.year for date in dates), max(date.latest.year for date in dates)
        for (begin, end), terms in self._around.items():
            if begin <= first and last <= end:
                return terms
        then = Q(starts__year__lte=last, ends__year__gte=first)
        now = Q(starts__lte=self.today, ends__gte=self.today)
        found = self._around[first, last] = list(rotation.all_terms().filter(then | now))
        return found


def powers_of(user) -> Powers:
    """Returns the powers of a person, or of a visitor. They are kept on the user object for the day.

    Each request has a new user object.
    """
    today = clock.today()
    kept = getattr(user, "_powers", None)
    if kept is None or kept.today != today:
        kept = user._powers = Powers(user, today)
    return kept


def holds(user, term: Chairmanship) -> bool:
    """Returns whether the person acts for the agency of that term.

    For a collective member these are the people of the part that coordinates; if none does, of all parts.
    """
    if term.coordinated_by_id:
        return not agencies_of(user).isdisjoint((term.agency_id, term.coordinated_by_id))
    return term.agency_id in own_agencies(user)


def follows(user, term: Chairmanship, line: list[Chairmanship] | None = None) -> bool:
    """Returns whether the person acts for an agency that has the chair after that term.

    It looks at the terms as they are now, or at those in `line`.
    """
    return any(holds(user, one) for one in rotation.successors(term, line))
