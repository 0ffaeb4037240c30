"""What another line of chairs means for the chair: who leads today, who comes next, who is no member."""

from django.urls import reverse

from agencies.models import Membership
from chairmanship import handing, rotation
from chairmanship.models import Chairmanship
from chairmanship.replanning import Effect, Line
from foundation import clock
from foundation.words import listed


def effects(before: Line, after: Line) -> list[Effect]:
    return [*_today(before, after), *outsiders(_new(before, after))]


def _today(before: Line, after: Line):
    today = clock.today()
    was, then = rotation.troika(today, before), rotation.troika(today, after)
    if (had := _names(was.current)) != (has := _names(then.current)):
        yield Effect(
            f"The chair of today would pass at once: from {had} to {has}, with all powers.", warns=True
        )
    if was.current and (had := _names(was.incoming)) != (has := _names(then.incoming)):
        last = max(was.current, key=lambda term: term.ends)
        told = f"The incoming chair would be {has} instead of {had}."
        if handing.is_open(last):
            told += (
                f" The handover of {last.agency} is open: with all that is in its list it would go to {has}, "
                "and nothing of it is lost."
            )
        yield Effect(told, reverse("chairmanship:handover", args=[last.slug]), warns=True)


def outsiders(terms: Line) -> list[Effect]:
    """The terms, of those, whose agency is no member of the Group for all of their days."""
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


def _new(before: Line, after: Line) -> Line:
    was = {term.pk: (term.agency_id, term.starts, term.ends) for term in before}
    return [term for term in after if was.get(term.pk) != (term.agency_id, term.starts, term.ends)]


def _names(terms: list[Chairmanship]) -> str:
    return listed(sorted(term.agency.acronym for term in terms)) or "nobody"
