"""Who may read the workplan, keep it, and report on its activities."""

import rules

from agencies.people.rules import is_of_agency, is_secretariat, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, has_begun, is_chair, is_of_term, is_troika


@rules.predicate
def leads(user, activity):
    """Whether the user is of the agency that leads the activity."""
    return activity is not None and is_of_agency(user, activity.lead)


@rules.predicate
def joins(user, activity):
    """Whether the user is of a partner in the activity."""
    return activity is not None and any(is_of_agency(user, one) for one in activity.partners.all())


rules.add_perm("chairmanship.read_workplan", reads_as_group | is_troika)
rules.add_perm("chairmanship.keep_workplan", acts_as_chair)
rules.add_perm("chairmanship.set_status", acts_as_chair | leads)
rules.add_perm("chairmanship.note_activity", acts_as_chair | leads | joins)
rules.add_perm("chairmanship.agree_plan", is_chair)
# A chair can leave notes to the next one from the start of its term, also after its end.
rules.add_perm("chairmanship.pass_on", (is_of_term & has_begun) | is_secretariat)
