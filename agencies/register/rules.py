import rules

from agencies.people.rules import is_secretariat, speaks_for

rules.add_perm("agencies.keep_register", is_secretariat)
rules.add_perm("agencies.keep_agency", is_secretariat | speaks_for)
