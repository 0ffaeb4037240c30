"""Who may see the troika, and read and write its notes."""

import rules

from agencies.people.rules import is_secretariat, reads_as_group, reads_as_secretariat
from chairmanship.rotation.rules import is_troika

# Other members do not see the troika's notes, nor that there are any.
rules.add_perm("chairmanship.read_troika", reads_as_group | is_troika)
rules.add_perm("chairmanship.read_notes", is_troika | reads_as_secretariat)
rules.add_perm("chairmanship.write_for_troika", is_troika | is_secretariat)
