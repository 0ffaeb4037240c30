"""The contacts of members as a table for a spreadsheet."""

from collections.abc import Iterator

from agencies.register.models import Agency

COLUMNS = ("Agency", "Name of the agency", "Role", "Person", "Post", "E-mail", "Telephone")


def table(agencies: list[Agency]) -> Iterator[tuple[str, ...]]:
    """Yields a row for each person, in the order of `COLUMNS`."""
    for agency in agencies:
        for one in agency.people:
            person = one.person
            yield (
                agency.acronym,
                agency.name,
                one.get_role_display(),
                person.name,
                one.post,
                person.email or "",
                person.phone,
            )
