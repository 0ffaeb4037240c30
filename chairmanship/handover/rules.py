"""Who may read and write the narrative, the report and the handover of a term."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.powers import holds
from chairmanship.rotation.rules import follows, has_begun, is_history, is_of_term, is_troika


@rules.predicate
def is_of_its_term(user, report):
    """Whether the user is of the agency whose term the report is about."""
    return report is not None and holds(user, report.term)


@rules.predicate
def is_issued(user, report):
    """Whether the report is issued."""
    return report is not None and report.is_issued


@rules.predicate
def narrative_is_out(user, term):
    """Whether the term is over and its report is issued."""
    return term is not None and term.narrative_is_out


# An outgoing chair can finish its report at any time.
rules.add_perm("chairmanship.make_report", (is_of_term & has_begun) | is_secretariat)
# Everybody who is signed in may read an issued report. A draft is for the chair, the troika and the
# secretariat.
rules.add_perm(
    "chairmanship.read_report", is_of_its_term | is_troika | is_secretariat | (rules.is_active & is_issued)
)
# The narrative is part of the report and is opened to readers with it, so no visitor reads it. A narrative
# from an archive is public, like the rest of that archive.
rules.add_perm("chairmanship.write_narrative", (is_of_term & has_begun) | is_secretariat)
rules.add_perm(
    "chairmanship.read_narrative",
    is_of_term | is_troika | is_secretariat | is_history | (rules.is_active & narrative_is_out),
)
rules.add_perm("chairmanship.comment_narrative", (is_of_term & has_begun) | is_troika | is_secretariat)
# The handover is for the troika and the secretariat. The next chair records that it has taken over.
rules.add_perm("chairmanship.see_handover", (is_of_term & has_begun) | is_troika | is_secretariat)
rules.add_perm("chairmanship.keep_handover", (is_of_term & has_begun) | follows | is_secretariat)
rules.add_perm("chairmanship.take_over", follows)
# Comparisons of terms and agencies are for the troika and the secretariat only.
rules.add_perm("chairmanship.compare_terms", is_troika | is_secretariat)
