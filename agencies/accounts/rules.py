"""Who may invite a person, and sign them out everywhere. A superuser may do everything."""

import rules

from agencies.people.rules import is_guarded, is_of_own_agency_only, is_secretariat

rules.add_perm("agencies.invite_person", is_secretariat | is_of_own_agency_only)
rules.add_perm("agencies.end_sessions", is_secretariat & ~is_guarded)
