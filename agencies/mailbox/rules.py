"""Who may read what came by e-mail, and who decides about it."""

import rules

from agencies.people.rules import is_secretariat, reads_as_secretariat

# The mailbox gets whatever people write to it, also about the chair. So it is read by the secretariat alone.
rules.add_perm("agencies.read_received", reads_as_secretariat)
rules.add_perm("agencies.keep_received", is_secretariat)
