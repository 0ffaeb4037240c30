"""Who keeps the rhythm of the meetings."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.rules import acts_as_chair

rules.add_perm("meetings.keep_rhythm", acts_as_chair | is_secretariat)
