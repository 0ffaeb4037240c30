"""Who may read all mail, send it again and mark it as not delivered."""

import rules

from agencies.people.rules import is_secretariat

rules.add_perm("agencies.keep_mail", is_secretariat)
