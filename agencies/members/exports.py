"""The members on a day, and the changes between two days, as tables for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.members.roster import Changes, Roster

COLUMNS = (
    gettext_lazy("Agency"),
    gettext_lazy("Name"),
    gettext_lazy("Headquarters"),
    gettext_lazy("Country"),
    gettext_lazy("Member since"),
    gettext_lazy("Member until"),
    gettext_lazy("Basis"),
    gettext_lazy("Parts"),
    gettext_lazy("Certainty"),
)
CHANGE_COLUMNS = (gettext_lazy("Agency"), gettext_lazy("Name"), gettext_lazy("Change"), gettext_lazy("Date"))


def table(shown: Roster) -> Iterator[tuple]:
    """Yields a row for each member, then for each that may have been one, in the order of `COLUMNS`."""
    known = [(row, _("Certain")) for row in shown.members]
    for row, how in [*known, *((one["membership"], one["why"]) for one in shown.perhaps)]:
        agency = row.agency
        parts = ", ".join(part.acronym for part in agency.parts.all())
        place = agency.headquarters, agency.country
        yield agency.acronym, agency.name, *place, row.starts, row.ends, row.get_basis_display(), parts, how


def change_table(changed: Changes) -> Iterator[tuple]:
    """Yields a row for each change, in the order of `CHANGE_COLUMNS`."""
    for row in changed.joined:
        yield row.agency.acronym, row.agency.name, _("joined"), row.starts
    for row in changed.left:
        yield row.agency.acronym, row.agency.name, _("left"), row.ends
    for one in changed.perhaps:
        yield one["agency"].acronym, one["agency"].name, _("exact day not known"), one["why"]
