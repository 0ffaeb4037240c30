"""Who may report on an action point, and who settles a decision."""

import rules

from agencies.people.rules import is_secretariat, own_agencies
from chairmanship.rotation.rules import acts_as_chair


@rules.predicate
def is_of_its_agency(user, action):
    """Whether the user is of the agency responsible for the action point, or of a part of it."""
    return action is not None and action.agency_id in own_agencies(user)


rules.add_perm("meetings.report_action", is_of_its_agency | acts_as_chair | is_secretariat)
rules.add_perm("meetings.settle_decision", acts_as_chair | is_secretariat)
