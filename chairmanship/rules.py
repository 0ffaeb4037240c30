"""Who may do what with a term. A superuser may everything, as Django has it."""

import rules

from agencies.rules import is_secretariat
from chairmanship.powers import holds, standing


@rules.predicate
def is_chair(user):
    """Of an agency that chairs the Group today: an interim and co-chairs count."""
    return standing(user).chairs


@rules.predicate
def is_outgoing(user):
    return standing(user).outgoing


@rules.predicate
def is_incoming(user):
    return standing(user).incoming


@rules.predicate
def is_in_gap(user):
    """Nobody chairs today."""
    return standing(user).nobody_chairs


@rules.predicate
def is_of_term(user, term):
    """Of the agency whose term it is, whether it lasts, is over or is to come."""
    return term is not None and holds(user, term)


@rules.predicate
def has_begun(user, term):
    return term is not None and term.has_begun


@rules.predicate
def is_of_its_term(user, report):
    return report is not None and holds(user, report.term)


@rules.predicate
def is_issued(user, report):
    return report is not None and report.is_issued


is_caretaker = is_in_gap & is_secretariat
acts_as_chair = is_chair | is_caretaker
is_troika = is_chair | is_outgoing | is_incoming

rules.add_perm("chairmanship.keep_terms", is_secretariat)
rules.add_perm("chairmanship.read_applications", acts_as_chair | is_secretariat)
rules.add_perm("chairmanship.review_applications", is_secretariat)
# The outgoing keep the right to finish their report, at any time.
rules.add_perm("chairmanship.make_report", (is_of_term & has_begun) | is_secretariat)
# What is issued, everybody in the portal may read; a draft also the troika.
rules.add_perm(
    "chairmanship.read_report", is_of_its_term | is_troika | is_secretariat | (rules.is_active & is_issued)
)
# What a chair says of its term stands beside the facts in its report, and goes the same way.
rules.add_perm("chairmanship.write_narrative", (is_of_term & has_begun) | is_secretariat)
