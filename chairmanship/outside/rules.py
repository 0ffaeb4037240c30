"""Who may read and keep external events, statements, contributions and briefings."""

import rules

from agencies.people.rules import is_secretariat, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, is_outgoing, is_troika

# The outgoing chair completes what it left.
rules.add_perm("chairmanship.read_occasions", reads_as_group | is_troika)
rules.add_perm("chairmanship.keep_outside", acts_as_chair | is_outgoing | is_secretariat)
