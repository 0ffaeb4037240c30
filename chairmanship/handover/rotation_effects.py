"""What a changed line of chairs would mean: for today's chair, the next one, and agencies that are not
members.
"""

from django.urls import reverse

from chairmanship.handover import queries
from chairmanship.rotation import rotation
from chairmanship.rotation.flags import outsiders
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.plan import Effect, Line
from foundation.dates import clock
from foundation.text.words import listed


def effects(before: Line, after: Line) -> list[Effect]:
    """Returns changes of today's and the next chair, and new terms of agencies that are not members then."""
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
        sentence = f"The incoming chair would be {has} instead of {had}."
        if queries.is_open(last):
            sentence += (
                f" The handover of {last.agency} is open: with all that is in its list it would go to {has}, "
                "and nothing of it is lost."
            )
        yield Effect(sentence, reverse("chairmanship:handover", args=[last.slug]), warns=True)


def _new(before: Line, after: Line) -> Line:
    was = {term.pk: (term.agency_id, term.starts, term.ends) for term in before}
    return [term for term in after if was.get(term.pk) != (term.agency_id, term.starts, term.ends)]


def _names(terms: list[Chairmanship]) -> str:
    return listed(sorted(term.agency.acronym for term in terms)) or "nobody"
