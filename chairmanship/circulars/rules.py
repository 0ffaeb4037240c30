"""Who may read and send circulars."""

import rules

from agencies.people.rules import is_secretariat, reads_as_group, reads_as_secretariat
from chairmanship.rotation.rules import acts_as_chair, is_chair

rules.add_perm("chairmanship.send_circulars", acts_as_chair | is_secretariat)
rules.add_perm("chairmanship.read_circulars", reads_as_group | is_chair)
# Those that were recalled too.
rules.add_perm("chairmanship.read_all_circulars", acts_as_chair | reads_as_secretariat)
