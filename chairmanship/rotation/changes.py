"""What the history tells of terms."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from chairmanship.rotation.access import get_term
from chairmanship.rotation.models import Chairmanship
from foundation.history.kinds import Kind, Thing, Told, for_those_with

READS = "chairmanship.read_history"


def _find(user, slug: str) -> Chairmanship | None:
    try:
        return get_term(slug)
    except Http404:
        return None


def reads_narrative(user, term) -> bool:
    """Whether the user reads the narrative of the term, to which its objective belongs."""
    return term is not None and user.has_perm("chairmanship.read_narrative", term)


KINDS = [
    Kind(
        "terms",
        gettext_lazy("Terms"),
        gettext_lazy("Term"),
        find=_find,
        may=lambda user, term: user.has_perm(READS),
    )
]

THINGS = [
    Thing(
        Chairmanship,
        gettext_lazy("the term"),
        ngettext_lazy("the term of %(names)s", "the terms of %(names)s", "count"),
        within={"terms": "pk", "agencies": "agency"},
        fields={
            "agency": gettext_lazy("the agency in the chair"),
            "starts": gettext_lazy("the first day"),
            "ends": gettext_lazy("the last day"),
            "capacity": gettext_lazy("the capacity"),
            "coordinated_by": gettext_lazy("the agency that coordinates"),
            "theme": gettext_lazy("the theme"),
            "objective": Told(gettext_lazy("the objective"), may=reads_narrative),
        },
        seen=for_those_with(READS),
        label=lambda term: _("%(agency)s (%(period)s)") % {"agency": term.agency, "period": term.period},
        quoted=False,
        related=("agency",),
    )
]
