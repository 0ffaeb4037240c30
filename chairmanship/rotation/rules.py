"""Who may do what with a term. A superuser may everything, as Django has it."""

import rules

from agencies.people.rules import is_secretariat, reads_as_group, reads_as_secretariat
from chairmanship.rotation import powers
from chairmanship.rotation.powers import holds, powers_of


@rules.predicate
def is_chair(user):
    """Of an agency that chairs the Group today: an interim and co-chairs count."""
    return powers_of(user).chairs


@rules.predicate
def is_outgoing(user):
    """Of an agency of the last term before today's."""
    return powers_of(user).outgoing


@rules.predicate
def is_incoming(user):
    """Of an agency of the next term."""
    return powers_of(user).incoming


@rules.predicate
def is_in_gap(user):
    """Nobody chairs today."""
    return powers_of(user).nobody_chairs


@rules.predicate
def is_of_term(user, term):
    """Of the agency whose term it is, whether it lasts, is over or is to come."""
    return term is not None and holds(user, term)


@rules.predicate
def has_begun(user, term):
    """The first day of the term has come."""
    return term is not None and term.has_begun


@rules.predicate
def follows(user, term):
    """Of an agency that has the chair after that term."""
    return term is not None and powers.follows(user, term)


@rules.predicate
def is_history(user, term):
    """It was over before handovers were kept here: what is known of it came with an archive."""
    return term is not None and term.is_history


is_caretaker = is_in_gap & is_secretariat
acts_as_chair = is_chair | is_caretaker
is_troika = is_chair | is_outgoing | is_incoming

rules.add_perm("chairmanship.keep_terms", is_secretariat)
rules.add_perm("chairmanship.read_plans", reads_as_secretariat)
rules.add_perm("chairmanship.read_history", reads_as_group | is_troika)
