"""The contacts of members as a table for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from agencies.register.models import Agency

COLUMNS = (
    _("Agency"),
    _("Full name"),
    _("Role"),
    _("Person"),
    _("Job title"),
    _("E-mail"),
    _("Telephone"),
)


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
