"""Who records the Group's decision on an application, who corrects it, and who tells of a refusal."""

import rules

from agencies.people.rules import is_secretariat
from chairmanship.rotation.rules import acts_as_chair

rules.add_perm("meetings.decide_application", acts_as_chair | is_secretariat)
rules.add_perm("meetings.correct_application", is_secretariat)
rules.add_perm("meetings.send_refusal", acts_as_chair)
