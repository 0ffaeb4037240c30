"""Who a person is to the Group, as far as agencies can tell."""

import rules

SECRETARIAT = "secretariat"

is_secretariat = rules.is_active & rules.is_group_member(SECRETARIAT)
