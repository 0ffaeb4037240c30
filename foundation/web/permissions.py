"""How Django learns what a person may do: by the rules of the rooms."""

import rules
from django.core.exceptions import PermissionDenied
from rules.permissions import ObjectPermissionBackend


class RulesBackend(ObjectPermissionBackend):
    """Answers alone for each permission that has a rule. The database holds no such permission."""

    def has_perm(self, user, perm, *args, **kwargs):
        """Returns whether the rule allows it; False if there is none.

        Raises `PermissionDenied` if the rule does not allow it, so that Django asks no other backend, which
        would take two queries.
        """
        allowed = super().has_perm(user, perm, *args, **kwargs)
        if not allowed and rules.perm_exists(perm):
            raise PermissionDenied
        return allowed
