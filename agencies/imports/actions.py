"""Imports agencies, people and organizations from a spreadsheet: first a preview, then all rows or none.

The preview does what the import does, row by row with the verbs of the registers, and then rolls it back. So
it shows exactly what the import will do.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from agencies.organizations import actions as organization_actions
from agencies.organizations.models import Contact, Organization
from agencies.people import actions as people_actions
from agencies.people import queries as people_queries
from agencies.people.models import Appointment, User
from agencies.register import actions as register_actions
from agencies.register.models import Agency, Membership
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import tables
from foundation.text.words import listed
from foundation.verbs import Refused

LONGEST = 10_000  # characters in a cell

COLUMNS = {
    "agencies": (
        "Agency",
        "Name",
        "Headquarters",
        "Country",
        "Website",
        "Mandate",
        "Part of",
        "Member since",
        "Member to",
        "Basis",
    ),
    "people": ("Person", "E-mail", "Telephone", "Agency", "Role", "Post", "From", "To"),
    "organizations": ("Organization", "Kind", "Website", "Note", "Contact", "Post", "E-mail", "Telephone"),
}
# The column by which the kind of a table is recognized. The first match counts.
TELLING = {"organizations": "Organization", "people": "Person", "agencies": "Agency"}


@dataclass(frozen=True)
class Table:
    """The content of a file: its kind, its rows with their numbers, and the columns that are ignored."""

    kind: str
    rows: list[tuple[int, dict[str, str]]]
    ignored: list[str]


@dataclass
class Outcome:
    """What happens, or would happen, to the rows: what they add and change, and every fault.

    Each entry is the number of the row, with words.
    """

    added: list[tuple[int, str]] = field(default_factory=list)
    changed: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    warnings: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


# Reading ------------------------------------------------------------------------------------------


def read(upload) -> Table:
    """Returns the table of a CSV or XLSX file. Raises `Refused` if it has none."""
    lines = tables.read(upload)
    names = {name.casefold(): name for columns in COLUMNS.values() for name in columns}
    head = [names.get(cell.strip().casefold(), cell.strip()) for cell in lines[0][1]]
    found = next((kind for kind, column in TELLING.items() if column in head), None)
    if found is None:
        raise Refused(
            "The first row names the columns, and one of them must be Agency, Person or Organization. The "
            "tables to fill in below have them all."
        )
    twice = {name for name in head if name and head.count(name) > 1}
    if twice:
        raise Refused(f"The column {listed(sorted(twice))} is there twice. Keep one of them.")
    known = [name if name in COLUMNS[found] else "" for name in head]
    rows = [
        (number, {name: cell for name, cell in zip(known, cells, strict=False) if name})
        for number, cells in lines[1:]
    ]
    return Table(found, rows, [name for name in head if name and name not in COLUMNS[found]])


# Importing ----------------------------------------------------------------------------------------


def preview(kind: str, rows: Iterable[tuple[int, dict]]) -> Outcome:
    """Returns what an import would do. Writes nothing."""
    with transaction.atomic():
        outcome = _run(kind, rows)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def take_in(kind: str, rows: Iterable[tuple[int, dict]]) -> Outcome:
    """Imports all rows. Returns the outcome.

    If any row has a fault, it writes nothing, and the outcome has every fault.
    """
    outcome = _run(kind, rows)
    if outcome.faults:
        transaction.set_rollback(True)
    return outcome


def _run(kind: str, rows) -> Outcome:
    outcome = Outcome()
    seen: dict[tuple, Any] = {}
    for number, cells in rows:
        row = Row(number, cells, outcome, seen, [])
        try:
            with transaction.atomic():
                if any(len(cell) > LONGEST for cell in cells.values()):
                    raise Refused(f"A cell has more than {LONGEST} letters.")
                _ROWS[kind](row)
        except Refused as refused:
            row.faults.append(str(refused))
        if row.faults:
            outcome.faults.append((number, " ".join(row.faults)))
    return outcome


@dataclass(frozen=True)
class Row:
    """A row that is being imported: its cells by column, and the outcome to which it adds.

    A fault of a cell goes into `faults`, and the next cell is read, so that the user sees all faults at once.
    A fault of the row as a whole is raised.
    """

    number: int
    cells: dict[str, str]
    outcome: Outcome
    seen: dict
    faults: list[str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Returns the text in that column. Raises `Refused` if it is empty."""
        if not self[column]:
            raise Refused(f"{column} is empty.")
        return self[column]

    def once(self, *key, hint: str = "") -> None:
        """Raises `Refused` if another row of the file is about the same.

        `hint` says how to tell the two apart.
        """
        other = self.seen.setdefault(tuple(str(one).casefold() for one in key), self.number)
        if other != self.number:
            raise Refused(f"Row {other} is about the same. Keep one of the two{hint}.")

    def agrees(self, *key, columns: Iterable[str], of: str) -> None:
        """Adds a fault if two rows about one thing contradict each other, so that the last does not win."""
        for column in columns:
            if not self[column]:
                continue
            number, said = self.seen.setdefault(
                (column, *(str(one).casefold() for one in key)), (self.number, self[column])
            )
            if said.casefold() != self[column].casefold():
                self.faults.append(
                    f"{column}: “{self[column]}”, and row {number} says “{said}” {of}. "
                    "Write it the same in both."
                )

    def date(self, column: str) -> PartialDate | None:
        """Returns the date in that column, as far as it is known; None if it is empty or no date."""
        try:
            return PartialDate.read(self[column]) if self[column] else None
        except ValueError:
            self.faults.append(f"{column}: “{self[column]}” is no date. Write 2007, 2007-04 or 2007-04-20.")
            return None

    def day(self, column: str) -> dt.date | None:
        """Returns the day in that column; None if it is empty, no date, or not known to the day."""
        date = self.date(column)
        if date and not date.day:
            self.faults.append(f"{column}: “{self[column]}” needs its day, as in 2007-04-20.")
            return None
        return date.earliest if date else None

    def choice(self, column: str, choices) -> str | None:
        """Returns the choice in that column; None, with a fault, if it is none of them."""
        found = self[column].casefold()
        for value, label in choices.choices:
            if found in (value, label.casefold()):
                return value
        self.faults.append(f"{column}: “{self[column]}” is none of {listed(choices.labels)}.")
        return None

    def agency(self, column: str) -> Agency | None:
        """Returns the agency with the acronym in that column; None, with a fault, if there is none.

        Raises `Refused` if the column is empty.
        """
        found = Agency.objects.filter(acronym__iexact=self.needed(column)).first()
        if found is None:
            self.faults.append(
                f"{column}: no agency {self[column]} is in the register. Take the agencies in first."
            )
        return found

    def keep(self, thing, values: dict, *, enter: Callable, change: Callable, name: str):
        """Enters a new thing, or changes what differs. An empty cell changes nothing.

        Returns the thing, or None if that was refused.
        """
        said = {key: value for key, value in values.items() if value not in ("", None)}
        if thing is None:
            self.outcome.added.append((self.number, name))
            return self._attempt(enter, said)
        moved = {key: value for key, value in said.items() if getattr(thing, key) != value}
        if not moved:
            self.outcome.same += 1
            return thing
        words = listed(
            [
                f"{thing._meta.get_field(key).verbose_name} "
                f"“{_shown(thing, key, getattr(thing, key))}” → “{_shown(thing, key, value)}”"
                for key, value in moved.items()
            ]
        )
        self.outcome.changed.append((self.number, f"{name}: {words}"))
        return self._attempt(change, thing, moved)

    def _attempt(self, verb, *args):
        try:
            return verb(*args)
        except Refused as refused:
            self.faults.append(str(refused))


def _agency(row: Row) -> None:
    acronym = row.needed("Agency")
    values = {
        "name": row["Name"],
        "headquarters": row["Headquarters"],
        "country": row["Country"].upper(),
        "website": row["Website"],
        "mandate": row["Mandate"],
        "part_of": row.agency("Part of") if row["Part of"] else None,
    }
    starts, ends = row.date("Member since"), row.date("Member to")
    basis = row.choice("Basis", Membership.Basis) if row["Basis"] else ""
    row.once(
        "agency",
        acronym,
        starts or "",
        hint=", or give each its Member since if the agency left and came back",
    )
    columns = ("Name", "Headquarters", "Country", "Website", "Mandate", "Part of")
    row.agrees("agency", acronym, columns=columns, of="of the same agency")
    agency = row.keep(
        Agency.objects.filter(acronym__iexact=acronym).first(),
        values,
        enter=lambda said: register_actions.enter_agency(acronym=acronym, **said),
        change=lambda thing, moved: register_actions.change_agency(thing, **moved),
        name=acronym,
    )
    if ends and not row["Member since"]:
        raise Refused("Member to needs Member since.")
    if row.faults or starts is None:
        return
    row.keep(
        Membership.objects.filter(agency=agency, starts=starts).first(),
        {"ends": ends, "basis": basis},
        enter=lambda said: register_actions.open_membership(agency, starts=starts, **said),
        change=lambda thing, moved: register_actions.change_membership(thing, **moved),
        name=f"{acronym}, member since {starts}",
    )


def _person(row: Row) -> None:
    name, email = row["Person"], row["E-mail"]
    if not (name or email):
        raise Refused("Person and E-mail are both empty.")
    if email:
        person = people_queries.person_with(email)
    else:
        namesakes = list(User.objects.filter(name__iexact=name)[:2])
        if len(namesakes) > 1:
            raise Refused(
                f"Several people are called {name}. Give the e-mail address of the one who is meant."
            )
        person = namesakes[0] if namesakes else None
    columns = ("Person", "Telephone")
    row.agrees("person", email or name, columns=columns, of=f"of {email or name}")
    if not row.faults:
        row.once(
            *("person", email or name, row["Agency"], row["Role"], row["From"]),
            hint=", or give each its From if the person was appointed twice",
        )
    shown = name or email

    def enter(said):
        return people_actions.enter_person(
            name=said.get("name", ""), email=email or None, phone=said.get("phone", "")
        )

    def change(thing, moved):
        values = {"name": thing.name, "email": thing.email, "phone": thing.phone} | moved
        return people_actions.change_person(thing, **values)

    person = row.keep(
        person, {"name": name, "phone": row["Telephone"]}, enter=enter, change=change, name=shown
    )
    if not row["Agency"]:
        if row["Role"]:
            raise Refused("Role needs an agency.")
        return
    agency, role = row.agency("Agency"), row.choice("Role", Appointment.Role)
    starts, ends = row.day("From") or clock.today(), row.day("To")
    if row.faults or agency is None:
        return
    held = person.appointments.filter(agency=agency, role=role)
    kept = held.filter(starts=starts).first() if row["From"] else held.lasting().first()
    row.keep(
        kept,
        {"post": row["Post"], "ends": ends},
        enter=lambda said: people_actions.appoint(person, agency=agency, role=role, starts=starts, **said),
        change=lambda thing, moved: people_actions.change_appointment(thing, **moved),
        name=f"{shown}, {Appointment.Role(role).label if role else None} of {agency}",
    )
    if words := people_queries.outside_membership(agency, starts, ends or starts):
        row.outcome.warnings.append((row.number, words))


def _organization(row: Row) -> None:
    name = row.needed("Organization")
    row.once("organization", name, row["Contact"], row["E-mail"])
    columns = ("Kind", "Website", "Note")
    row.agrees("organization", name, columns=columns, of="of the same organization")
    kind = row.choice("Kind", Organization.Kind) if row["Kind"] else ""
    organization = row.keep(
        Organization.objects.filter(name__iexact=name).first(),
        {"kind": kind, "website": row["Website"], "note": row["Note"]},
        enter=lambda said: organization_actions.enter_organization(name=name, **said),
        change=lambda thing, moved: organization_actions.change_organization(thing, **moved),
        name=name,
    )
    if row.faults or not row["Contact"]:
        return
    row.keep(
        Contact.objects.filter(organization=organization, name__iexact=row["Contact"]).first(),
        {"post": row["Post"], "email": row["E-mail"], "phone": row["Telephone"]},
        enter=lambda said: organization_actions.enter_contact(organization, name=row["Contact"], **said),
        change=lambda thing, moved: organization_actions.change_contact(thing, **moved),
        name=f"{row['Contact']}, {name}",
    )


def _shown(thing, name: str, value):
    """Returns a value of that field as people read it: a choice by its label, nothing as ""."""
    return dict(thing._meta.get_field(name).flatchoices).get(value, value) or ""


_ROWS = {"agencies": _agency, "people": _person, "organizations": _organization}
