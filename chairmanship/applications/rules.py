"""Who may read and review applications, and speak on one for an agency."""

import rules

from agencies.people.rules import is_of_group, is_secretariat
from chairmanship.rotation.rules import acts_as_chair, is_chair

# The pages of applications lie in agencies, which knows no chair. Who may read them is said here, because
# today's chair may, also where its agency is no member.
rules.add_perm("agencies.read_applications", is_of_group | acts_as_chair)
rules.add_perm("agencies.review_applications", is_secretariat)
rules.add_perm("agencies.remark_for_agency", is_chair | is_secretariat)
