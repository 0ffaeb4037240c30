"""Who may read and send circulars."""

import rules

from agencies.people.rules import is_of_group, is_secretariat
from chairmanship.rotation.rules import acts_as_chair, is_chair

rules.add_perm("chairmanship.send_circulars", acts_as_chair | is_secretariat)
rules.add_perm("chairmanship.read_circulars", is_of_group | is_chair)
