"""Who may do what with a term. A superuser may everything, as Django has it."""

import rules

from agencies.rules import is_of_agency, is_of_group, is_secretariat
from chairmanship import rotation
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
def follows(user, term):
    """Of an agency that has the chair after that term."""
    return term is not None and any(holds(user, one) for one in rotation.successors(term))


@rules.predicate
def is_of_its_term(user, report):
    return report is not None and holds(user, report.term)


@rules.predicate
def is_issued(user, report):
    return report is not None and report.is_issued


@rules.predicate
def narrative_is_out(user, term):
    return term is not None and term.narrative_is_out


@rules.predicate
def is_history(user, term):
    return term is not None and term.is_history


is_caretaker = is_in_gap & is_secretariat
acts_as_chair = is_chair | is_caretaker
is_troika = is_chair | is_outgoing | is_incoming

rules.add_perm("chairmanship.keep_terms", is_secretariat)
rules.add_perm("chairmanship.read_applications", is_of_group | acts_as_chair)
rules.add_perm("chairmanship.review_applications", is_secretariat)
rules.add_perm("chairmanship.remark_for_agency", is_chair | is_secretariat)
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
# What the troika writes for itself is not seen, not even that it is there, by other members.
rules.add_perm("chairmanship.read_troika", is_of_group | is_troika)
rules.add_perm("chairmanship.write_for_troika", is_troika | is_secretariat)
# What is held by others, and what was said there; who has just passed on completes what it leaves.
rules.add_perm("chairmanship.read_occasions", is_of_group | is_troika)
rules.add_perm("chairmanship.keep_outside", acts_as_chair | is_outgoing | is_secretariat)
# Terms beside one another, and agency by agency, are for those who lead.
rules.add_perm("chairmanship.compare_terms", is_troika | is_secretariat)
rules.add_perm("chairmanship.send_circulars", acts_as_chair | is_secretariat)
rules.add_perm("chairmanship.read_circulars", is_of_group | is_chair)


# The workplan ------------------------------------------------------------------------------------


@rules.predicate
def leads(user, activity):
    return activity is not None and is_of_agency(user, activity.lead)


@rules.predicate
def joins(user, activity):
    return activity is not None and any(is_of_agency(user, one) for one in activity.partners.all())


rules.add_perm("chairmanship.read_workplan", is_of_group | is_troika)
rules.add_perm("chairmanship.keep_workplan", acts_as_chair)
rules.add_perm("chairmanship.set_status", acts_as_chair | leads)
rules.add_perm("chairmanship.note_activity", acts_as_chair | leads | joins)
rules.add_perm("chairmanship.agree_plan", is_chair)
# Until its report is out of hand, a chair can say to the next what it leaves.
rules.add_perm("chairmanship.pass_on", (is_of_term & has_begun) | is_secretariat)
