"""The fields that choose agencies of the register, present or former."""

from django.db.models import Case, Value, When

from agencies.register.models import Agency
from foundation.web.choosers import Chooser, ManyChooser


class OfAgencies:
    """How agencies are found and called. Today's members are offered first."""

    own = "acronym"
    texts = ("acronym", "name", "slug")

    def likely(self, found):
        members = Agency.objects.members().values("pk")
        return found.order_by(Case(When(pk__in=members, then=Value(0)), default=Value(1)), "acronym")

    def detail(self, agency) -> str:
        name = agency.called().name
        return "" if name == str(agency) else name


class AgencyChooser(OfAgencies, Chooser):
    """An agency."""


class AgenciesChooser(OfAgencies, ManyChooser):
    """Several agencies."""
