"""The verbs of a term: it is entered and changed."""

from django.db import transaction

from chairmanship.rotation.models import Chairmanship
from foundation.verbs import Refused, keep, lock_table


@transaction.atomic
def enter_term(**values) -> Chairmanship:
    """Enters a term in the line of chairs. Returns it.

    Raises `Refused`, for example if another agency is chair then.
    """
    lock_table(Chairmanship)
    return keep(Chairmanship(), **values)


@transaction.atomic
def change_term(term: Chairmanship, *, revision: int, **values) -> Chairmanship:
    """Changes a term. Returns it.

    Raises `Refused`, also if somebody has changed it since `revision`.
    """
    lock_table(Chairmanship)
    term = Chairmanship.objects.select_for_update(of=["self"]).get(pk=term.pk)
    if term.revision != revision:
        raise Refused(
            f"Somebody changed this term meanwhile. It is now {term.agency}, {term.get_capacity_display()}, "
            f"{term.period}, with the theme “{term.theme or 'none'}”. What you typed is still here: save "
            "again to put it in place of that."
        )
    return keep(term, revision=revision + 1, **values)
