"""Who may read and write the narrative, the report and the handover of a term."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import follows, has_begun, is_history, is_of_term, is_troika


@rules.predicate
def is_of_its_term(user, report):
    """Of the agency whose term the report is on."""
    return report is not None and holds(user, report.term)


@rules.predicate
def is_issued(user, report):
    """The report is issued."""
    return report is not None and report.is_issued


@rules.predicate
def narrative_is_out(user, term):
    """The term is over and its report is issued."""
    return term is not None and term.narrative_is_out


# The outgoing keep the right to finish their report, at any time.
rules.add_perm("chairmanship.make_report", (is_of_term & has_begun) | is_secretariat)
# What is issued, everybody in the portal may read; a draft also the troika.
rules.add_perm(
    "chairmanship.read_report", is_of_its_term | is_troika | is_secretariat | (rules.is_active & is_issued)
)
# What a chair says of its term stands beside the facts in its report, and goes the same way, so that no
# visitor reads it; what came as history is public as the rest of that is.
rules.add_perm("chairmanship.write_narrative", (is_of_term & has_begun) | is_secretariat)
rules.add_perm(
    "chairmanship.read_narrative",
    is_of_term | is_troika | is_secretariat | is_history | (rules.is_active & narrative_is_out),
)
rules.add_perm("chairmanship.comment_narrative", (is_of_term & has_begun) | is_troika | is_secretariat)
# The handover, with all that is open, is the troika's; who follows says that it has taken over.
rules.add_perm("chairmanship.see_handover", (is_of_term & has_begun) | is_troika | is_secretariat)
rules.add_perm("chairmanship.keep_handover", (is_of_term & has_begun) | follows | is_secretariat)
rules.add_perm("chairmanship.take_over", follows)
# Terms beside one another, and agency by agency, are for those who lead.
rules.add_perm("chairmanship.compare_terms", is_troika | is_secretariat)
