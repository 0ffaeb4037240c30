import rules

from agencies.people.rules import is_of_group, is_secretariat
from chairmanship.rotation.rules import acts_as_chair, is_chair

rules.add_perm("agencies.read_applications", is_of_group | acts_as_chair)
rules.add_perm("agencies.review_applications", is_secretariat)
rules.add_perm("agencies.remark_for_agency", is_chair | is_secretariat)
