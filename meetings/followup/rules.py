"""Who reports on an action, and who says what became of a decision."""

import rules

from agencies.people.rules import is_secretariat, own_agencies
from chairmanship.rotation.rules import acts_as_chair


@rules.predicate
def is_of_its_agency(user, action):
    """Of the agency that is responsible for the action, or of a part of that one."""
    return action is not None and action.agency_id in own_agencies(user)


rules.add_perm("meetings.report_action", is_of_its_agency | acts_as_chair | is_secretariat)
rules.add_perm("meetings.settle_decision", acts_as_chair | is_secretariat)
