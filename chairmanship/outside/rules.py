"""Who may read of external events, and keep them and what was said there."""

import rules

from agencies.people.rules import is_of_group, is_secretariat
from chairmanship.rotation.rules import acts_as_chair, is_outgoing, is_troika

# What is held by others, and what was said there; who has just passed on completes what it leaves.
rules.add_perm("chairmanship.read_occasions", is_of_group | is_troika)
rules.add_perm("chairmanship.keep_outside", acts_as_chair | is_outgoing | is_secretariat)
