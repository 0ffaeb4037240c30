"""What the line of chairs needs in time: a successor, and chairs that are members."""

import datetime as dt

from django.urls import reverse

from agencies.models import Membership
from chairmanship.rotation import rotation
from chairmanship.rotation.plan import Effect, Line
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import listed

SOON = dt.timedelta(days=183)  # so long before a term ends somebody is to be named


def flags() -> list[Effect]:
    """Returns what is missing or will not hold, each with the page on which to correct it."""
    today = clock.today()
    terms = [term for term in rotation.terms() if term.ends >= today]
    return [*_nobody_next(terms, today), *outsiders(terms)]


def _nobody_next(terms, today):
    """The running term ends and nobody follows; or there is a gap, today or in what is planned."""
    order = reverse("chairmanship:plan_order")
    if not terms:
        yield Effect("Nobody is in the chair, and nobody is named to come.", order, warns=True)
        return
    running = [term for term in terms if term.starts <= today]
    last = max(terms, key=lambda term: term.ends)
    if running and last in running and last.ends - today <= SOON:
        who = listed(term.agency for term in running)
        yield Effect(
            f"The term of {who} ends on {PartialDate.of(last.ends)}, and nobody is named to follow.",
            order,
            warns=True,
        )
    if not running:
        first = min(term.starts for term in terms)
        yield Effect(
            f"Nobody is in the chair until {PartialDate.of(first - dt.timedelta(days=1))}.",
            reverse("chairmanship:plan_interim"),
            warns=True,
        )
    for entry in rotation.line(terms):
        if isinstance(entry, rotation.Gap) and entry.starts - today <= SOON:
            yield Effect(
                f"Nobody is named for {_days(entry)}.", reverse("chairmanship:plan_interim"), warns=True
            )


def _days(gap) -> str:
    first, last = PartialDate.of(gap.starts), PartialDate.of(gap.ends)
    return str(first) if first == last else f"{first} to {last}"


def outsiders(terms: Line) -> list[Effect]:
    """Returns those of the terms whose agency is not a member on all of their days."""
    memberships = list(Membership.objects.all())
    found = []
    for term in terms:
        mine = [one for one in memberships if one.agency_id == term.agency_id]
        if any(_holds(one, term.starts) and _holds(one, term.ends) for one in mine):
            continue
        last = max((one.ends for one in mine if one.ends), key=lambda ends: ends.latest, default=None)
        if last and not any(one.ends is None for one in mine):
            when = "left" if last.latest < clock.today() else "leaves"
            why = f"{when} the Group in {last}" if not last.day else f"{when} the Group on {last}"
        else:
            why = "is no member of the Group in all of that time" if mine else "is no member of the Group"
        found.append(
            Effect(
                f"{term.agency} {why}; its term is to be {term.period}.",
                reverse("agencies:agency_detail", args=[term.agency.slug]),
                warns=True,
            )
        )
    return found


def _holds(membership: Membership, day) -> bool:
    """Whether it may hold on that day, as far as is known."""
    return membership.starts.earliest <= day and (not membership.ends or membership.ends.latest >= day)
