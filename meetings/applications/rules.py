"""Who records the Group's decision on an application."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.rules import acts_as_chair

rules.add_perm("meetings.decide_application", acts_as_chair | is_secretariat)
