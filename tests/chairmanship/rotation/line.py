"""Short forms of the moves for the tests of planning."""

import datetime as dt

from chairmanship.rotation import moves, plan, rotation
from chairmanship.rotation.forms import MoveForm

TODAY = dt.date(2007, 3, 1)


def line_of_chairs():
    return [(term.agency.acronym, f"{term.starts} {term.ends}", term.capacity) for term in rotation.terms()]


def keep_move(move):
    plan.keep_plan(move, seen=plan.make_plan(move).seen)
    return [(name, days) for name, days, _ in line_of_chairs()]


def same_term(all_terms, term):
    """The term in that line; as the forms have it, it may have gone."""
    return MoveForm.among(None, all_terms, term)


def move_of(term, move, **values):
    """A move of that term in whatever line it is made."""
    return lambda all_terms: move(all_terms, same_term(all_terms, term), **values)


def swap_of(one, other, *, keep_lengths=False):
    return lambda all_terms: moves.swap(
        all_terms, same_term(all_terms, one), same_term(all_terms, other), keep_lengths=keep_lengths
    )


def day(text):
    return dt.date.fromisoformat(text)


def effects_of(move):
    return [effect.sentence for effect in plan.make_plan(move).effects]
