"""The field that chooses an agency of the register, present or former."""

from foundation.web.choosers import Chooser, ManyChooser


class OfAgencies:
    """How agencies are found and called."""

    texts = ("acronym", "name", "slug")

    def detail(self, agency) -> str:
        name = agency.called().name
        return "" if name == str(agency) else name


class AgencyChooser(OfAgencies, Chooser):
    """An agency."""


class AgenciesChooser(OfAgencies, ManyChooser):
    """Several agencies."""
