"""Who may do what with a proposal. A superuser may do everything, as always in Django."""

import rules

from agencies.people.rules import is_of_member, is_secretariat, own_agencies, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, is_chair, is_troika


@rules.predicate
def is_of_its_agency(user, proposal):
    """Whether the user is of the agency that proposed it, or of a part of it."""
    return proposal is not None and proposal.proposed_by_id in own_agencies(user)


@rules.predicate
def is_undecided(user, proposal):
    """Whether the proposal waits for an answer, or was deferred."""
    return proposal is not None and proposal.is_undecided


@rules.predicate
def was_entered_for_its_agency(user, proposal):
    """Whether the chair's people or the secretariat entered it for its agency."""
    return proposal is not None and proposal.on_behalf


@rules.predicate
def supports(user, support):
    """Whether the user is of the agency that supports the proposal."""
    return support is not None and support.agency_id in own_agencies(user)


@rules.predicate
def was_entered_for_who_supports(user, support):
    """Whether others entered the support for its agency."""
    return support is not None and support.on_behalf


enters_for_others = is_chair | is_secretariat
owns = is_of_its_agency | (was_entered_for_its_agency & enters_for_others)

rules.add_perm("meetings.see_proposals", reads_as_group | is_troika)
rules.add_perm("meetings.propose", is_of_member | enters_for_others)
rules.add_perm("meetings.propose_for_others", enters_for_others)
rules.add_perm("meetings.own_proposal", owns)
rules.add_perm("meetings.change_proposal", owns & is_undecided)
rules.add_perm("meetings.support_proposal", is_undecided & (is_of_member | enters_for_others))
rules.add_perm("meetings.end_support", supports | (was_entered_for_who_supports & enters_for_others))
rules.add_perm("meetings.answer_proposals", acts_as_chair)
