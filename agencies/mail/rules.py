"""Who may read all mail, who may send it again and mark it as not delivered."""

import rules

from agencies.people.rules import is_secretariat, reads_as_secretariat

rules.add_perm("agencies.read_mail", reads_as_secretariat)
rules.add_perm("agencies.keep_mail", is_secretariat)
