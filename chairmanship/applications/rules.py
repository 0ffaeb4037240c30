"""Who may read and review applications, and comment on one for an agency."""

import rules

from agencies.people.rules import is_of_group, is_secretariat, reads_as_group
from chairmanship.rotation.rules import acts_as_chair, is_chair

# The pages of applications are in agencies, which does not know the chair. The permission is here because
# today's chair may read them, even if its agency is not a member.
rules.add_perm("agencies.read_applications", reads_as_group | acts_as_chair)
rules.add_perm("agencies.remark", is_of_group | acts_as_chair)
rules.add_perm("agencies.review_applications", is_secretariat)
rules.add_perm("agencies.remark_for_agency", is_chair | is_secretariat)
