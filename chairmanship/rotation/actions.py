"""The verbs of a term: it is entered and changed."""

from django.db import transaction
from django.utils.translation import gettext as _

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
            _(
                "Somebody else changed this term while you were editing it. It now reads: %(agency)s, "
                "%(capacity)s, %(period)s, theme: “%(theme)s”. Your changes are still in the form. To "
                "replace what is stored, save again."
            )
            % {
                "agency": term.agency,
                "capacity": term.get_capacity_display(),
                "period": term.period,
                "theme": term.theme or _("none"),
            }
        )
    return keep(term, revision=revision + 1, **values)
