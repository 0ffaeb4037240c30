"""A plan of the line of chairs: what it would change, shown before it is saved.

A room says in its `rotation_effects.py` what another line of chairs would change there:
`effects(before, after)` takes two lists of terms and returns a list of `Effect`.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from foundation import discovery
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused, lock_table

Line = list[Chairmanship]
KEPT = ("agency_id", "starts", "ends", "capacity")


@dataclass(frozen=True)
class Effect:
    """One thing that a plan would change: a sentence, its page, and whether it needs a second look."""

    sentence: str
    url: str = ""
    warns: bool = False


@dataclass(frozen=True)
class Plan:
    """The line as it is and as it would be. `seen` is a hash with which the page says what its reader saw."""

    before: Line
    after: Line
    effects: list[Effect]
    seen: str

    @cached_property  # of the plan as it was made: once it is kept, its terms have keys
    def was(self) -> dict:
        """The terms as they are, by their keys."""
        return {term.pk: term for term in self.before}

    @cached_property
    def changed(self) -> Line:
        """The terms that are new or not as they were."""
        return [term for term in self.after if not (term.pk and _values(term) == _values(self.was[term.pk]))]

    @cached_property
    def gone(self) -> Line:
        """The terms that would be taken out."""
        kept = {term.pk for term in self.after}
        return [term for term in self.before if term.pk not in kept]


def make_plan(move: Callable[[Line], Line]) -> Plan:
    """Returns what the line would be after that move. Raises `Refused`, also if two chairs would overlap."""
    before = rotation.terms()
    after = sorted(move(rotation.terms()), key=lambda term: (term.starts, term.agency.acronym))
    found = effects(before, after)
    made = Plan(before, after, found, _seen(before, after, found))
    if not (made.changed or made.gone):
        raise Refused(_("This would not change anything. The terms are already planned like this."))
    _check(made)
    return made


def effects(before: Line, after: Line) -> list[Effect]:
    """Returns what the other line would change in all rooms. What needs a second look comes first."""
    found = [one for module in discovery.modules("rotation_effects") for one in module.effects(before, after)]
    return sorted(found, key=lambda effect: not effect.warns)


@transaction.atomic
def keep_plan(move: Callable[[Line], Line], *, seen: str) -> Plan:
    """Saves the line after that move, if it is still what the reader saw. Raises `Refused`.

    The whole line is checked under the lock for one chair at a time, on every database.
    """
    lock_table(Chairmanship)
    made = make_plan(move)
    if made.seen != seen:
        raise Refused(
            _("Something has changed since your preview. Check the new one below, then save again.")
        )
    try:
        with transaction.atomic():
            _one_chair("DEFERRED")
            for term in made.gone:
                term.delete()
            for term in _in_turn(made):
                term.revision += bool(term.pk)
                term.save()
            _one_chair("IMMEDIATE")
    except ProtectedError:
        raise Refused(
            _(
                "We cannot remove this term because it has meetings, events or a narrative. Change its dates "
                "instead."
            )
        ) from None
    except IntegrityError:
        raise Refused(
            _("This conflicts with another term. Nothing was saved. Check the terms and try again.")
        ) from None
    return made


def _in_turn(made: Plan) -> Line:
    """What moves later begins with the last, what moves earlier with the first: so no two collide."""
    was = made.was
    later = [term for term in made.changed if term.pk and term.starts > was[term.pk].starts]
    others = [term for term in made.changed if term not in later] if later else made.changed
    return [*reversed(later), *others]


def _one_chair(when: str) -> None:
    """PostgreSQL asks its own rule of one chair at the end, when every term has its days."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS term_one_chair {when}")


def _check(made: Plan) -> None:
    """Refuses what no line can be:

    history that moves, a term of no days, two chairs at once, two of one name.
    """
    today = clock.today()
    for term in [*made.changed, *made.gone]:
        was = made.was.get(term.pk)
        if was and was.ends < today:
            raise Refused(
                _("The term of %(agency)s, %(period)s, has ended. Its dates can no longer change.")
                % {"agency": was.agency, "period": was.period}
            )
        if was and was.starts <= today and (term in made.gone or term.starts != was.starts):
            raise Refused(
                _(
                    "%(agency)s has chaired the Group since %(day)s. You cannot remove that term or change "
                    "its first day. Shorten or split it instead."
                )
                % {"agency": was.agency, "day": PartialDate.of(was.starts)}
            )
        if term.ends < term.starts:
            raise Refused(_("The term of %(agency)s would end before it begins.") % {"agency": term.agency})
    ordinary = [term for term in made.after if term.capacity == Chairmanship.Capacity.CHAIR]
    for one, other in pairwise(ordinary):
        if other.starts <= one.ends:
            raise Refused(
                _(
                    "%(one)s, %(period)s, and %(other)s, %(other_period)s, would overlap. Two agencies can "
                    "chair at the same time only as co-chairs. Choose other dates, or let the later terms "
                    "move."
                )
                % {
                    "one": one.agency,
                    "period": one.period,
                    "other": other.agency,
                    "other_period": other.period,
                }
            )
    names: dict[str, Chairmanship] = {}
    for term in made.after:
        other = names.setdefault(term.slug, term)
        if other is not term:
            raise Refused(
                _("%(agency)s would have two terms that begin in %(month)s.")
                % {"agency": term.agency, "month": PartialDate(term.starts.year, term.starts.month)}
            )


def _values(term: Chairmanship) -> tuple:
    return tuple(getattr(term, name) for name in KEPT)


def _seen(before: Line, after: Line, effects: list[Effect]) -> str:
    lines = [[(term.pk, term.revision, *_values(term)) for term in line] for line in (before, after)]
    return hashlib.sha256(repr((lines, [effect.sentence for effect in effects])).encode()).hexdigest()


def chairing(line: Line, first: dt.date, last: dt.date) -> Line:
    """Returns the terms of a line with some day from the first to the last."""
    return [term for term in line if term.starts <= last and first <= term.ends]
