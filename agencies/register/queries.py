"""What became of the names of an agency, for its page."""

from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.register.models import Agency
from agencies.register.names import AgencyName
from foundation.dates.partial import PartialDate
from foundation.text import names


@dataclass(frozen=True)
class Change:
    """A name that ended. What followed it is in `now`, since `date`; both are empty if nothing did.

    If the agency then became part of another one, `merged` is true, and `row` has the other one.
    """

    row: AgencyName
    before: str
    now: str = ""
    date: PartialDate | None = None

    @property
    def merged(self) -> bool:
        return self.row.merged_into_id is not None

    @property
    def period(self) -> str:
        return self.row.period


def changes_of_name(agency: Agency) -> list[Change]:
    """Returns the former names of the agency in English, in order of time, each with what followed.

    It asks the database only if the agency has had more than one name.
    """
    if not agency.name_facts:
        return []
    rows = [row for row in agency.names.select_related("merged_into") if row.language == names.ENGLISH]
    rows.sort(key=lambda row: names.by_start(row.told))
    found = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.merged_into_id:
            found.append(Change(row, str(row)))
        elif following and row.ends:
            # An acronym that stayed the same says nothing, so the names are told.
            short = row.acronym and row.acronym != following.acronym
            before = row.acronym if short else row.name or row.acronym
            now = following.acronym if short else following.name or following.acronym
            found.append(Change(row, before, now, following.starts if before != now else None))
    return found


def taken_over(agency: Agency) -> QuerySet[AgencyName]:
    """Returns the last names of the agencies that became part of this one."""
    return agency.took_over.select_related("agency").order_by("ends", "pk")
