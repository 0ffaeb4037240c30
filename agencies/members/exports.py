"""The members on a day, and the changes between two days, as tables for a spreadsheet."""

from collections.abc import Iterator

from agencies.members.roster import Changes, Roster

COLUMNS = (
    "Agency",
    "Name",
    "Headquarters",
    "Country",
    "Member since",
    "Member to",
    "Basis",
    "Parts",
    "Known",
)
CHANGE_COLUMNS = ("Agency", "Name", "What", "Date")


def table(shown: Roster) -> Iterator[tuple]:
    """Yields a row for each member, then for each that may have been one, in the order of `COLUMNS`."""
    known = [(row, "surely a member") for row in shown.members]
    for row, how in [*known, *((one["membership"], one["why"]) for one in shown.perhaps)]:
        agency = row.agency
        parts = ", ".join(part.acronym for part in agency.parts.all())
        place = agency.headquarters, agency.country
        yield agency.acronym, agency.name, *place, row.starts, row.ends, row.get_basis_display(), parts, how


def change_table(changed: Changes) -> Iterator[tuple]:
    """Yields a row for each change, in the order of `CHANGE_COLUMNS`."""
    for row in changed.joined:
        yield row.agency.acronym, row.agency.name, "joined", row.starts
    for row in changed.left:
        yield row.agency.acronym, row.agency.name, "left", row.ends
    for one in changed.perhaps:
        yield one["agency"].acronym, one["agency"].name, "perhaps", one["why"]
