import rules

from agencies.people.rules import is_guarded, is_secretariat

rules.add_perm("agencies.forget_person", is_secretariat & ~is_guarded)
