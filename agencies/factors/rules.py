"""Who sees whether somebody has a second factor, and who may remove a lost one. Never one's own."""

import rules

from agencies.people.rules import is_guarded, is_secretariat, reads_as_secretariat


@rules.predicate
def is_oneself(user, person):
    """Whether it is their own account."""
    return person is not None and user.pk == person.pk


rules.add_perm("agencies.read_factor", reads_as_secretariat)
rules.add_perm("agencies.reset_factor", is_secretariat & ~is_guarded & ~is_oneself)
