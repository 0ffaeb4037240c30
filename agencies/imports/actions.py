"""Imports agencies, people and organizations from a spreadsheet: first a preview, then all rows or none.

The preview does what the import does, row by row with the verbs of the registers, and then rolls it back. So
it shows exactly what the import will do.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.organizations import actions as organization_actions
from agencies.organizations.models import Contact, Organization
from agencies.people import actions as people_actions
from agencies.people import queries as people_queries
from agencies.people.models import Appointment, User
from agencies.register import actions as register_actions
from agencies.register.models import Agency, Membership
from foundation.dates import clock, reading
from foundation.dates.partial import PartialDate
from foundation.files import tables
from foundation.text import contacts
from foundation.text.words import either, listed
from foundation.verbs import Refused

LONGEST = 10_000  # characters in a cell

# The names of columns in the code, and what people call them. A file may have either.
COLUMNS = {
    "agencies": {
        "Agency": gettext_lazy("Agency"),
        "Name": gettext_lazy("Name"),
        "Headquarters": gettext_lazy("Headquarters"),
        "Country": gettext_lazy("Country"),
        "Website": gettext_lazy("Website"),
        "Mandate": gettext_lazy("Mandate"),
        "Part of": gettext_lazy("Part of"),
        "Member since": gettext_lazy("Member since"),
        "Member to": gettext_lazy("Member until"),
        "Basis": gettext_lazy("Basis"),
    },
    "people": {
        "Person": gettext_lazy("Person"),
        "E-mail": gettext_lazy("E-mail"),
        "Telephone": gettext_lazy("Telephone"),
        "Agency": gettext_lazy("Agency"),
        "Role": gettext_lazy("Role"),
        "Post": gettext_lazy("Job title"),
        "From": gettext_lazy("From"),
        "To": gettext_lazy("Until"),
    },
    "organizations": {
        "Organization": gettext_lazy("Organization"),
        "Kind": gettext_lazy("Type"),
        "Website": gettext_lazy("Website"),
        "Note": gettext_lazy("Note"),
        "Contact": gettext_lazy("Contact"),
        "Post": gettext_lazy("Job title"),
        "E-mail": gettext_lazy("E-mail"),
        "Telephone": gettext_lazy("Telephone"),
    },
}
LABELS = {name: label for columns in COLUMNS.values() for name, label in columns.items()}
KINDS = {
    "agencies": gettext_lazy("Agencies"),
    "people": gettext_lazy("People"),
    "organizations": gettext_lazy("Organizations"),
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
    names = {text.casefold(): name for name, label in LABELS.items() for text in (name, str(label))}
    head = [names.get(cell.strip().casefold(), cell.strip()) for cell in lines[0][1]]
    found = next((kind for kind, column in TELLING.items() if column in head), None)
    if found is None:
        raise Refused(
            _(
                "The first row must contain the column names, and one of them must be Agency, Person or "
                "Organization. You can download a template below."
            )
        )
    twice = sorted({str(LABELS.get(name, name)) for name in head if name and head.count(name) > 1})
    if twice:
        raise Refused(
            ngettext(
                "The column %(columns)s appears twice. Keep only one of them.",
                "The columns %(columns)s appear twice. Keep only one of each.",
                len(twice),
            )
            % {"columns": listed(twice)}
        )
    known = [name if name in COLUMNS[found] else "" for name in head]
    rows = [
        (number, {name: cell for name, cell in zip(known, cells, strict=False) if name})
        for number, cells in lines[1:]
    ]
    return Table(
        found, rows, [str(LABELS.get(name, name)) for name in head if name and name not in COLUMNS[found]]
    )


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
                    raise Refused(_("A cell has more than %(limit)s characters.") % {"limit": LONGEST})
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
            raise Refused(_("%(column)s is empty.") % {"column": LABELS[column]})
        return self[column]

    def once(self, *key, fault: str) -> None:
        """Raises `Refused` if another row of the file is about the same.

        `fault` says so, and how to tell the two apart; it has a place for the number of the `row`.
        """
        other = self.seen.setdefault(tuple(str(one).casefold() for one in key), self.number)
        if other != self.number:
            raise Refused(fault % {"row": other})

    def agrees(self, *key, columns: Iterable[str]) -> None:
        """Adds a fault if two rows about one thing contradict each other, so that the last does not win."""
        for column in columns:
            if not self[column]:
                continue
            number, said = self.seen.setdefault(
                (column, *(str(one).casefold() for one in key)), (self.number, self[column])
            )
            if said.casefold() != self[column].casefold():
                self.faults.append(
                    _(
                        "%(column)s: “%(here)s” here, but “%(there)s” in row %(row)s for %(name)s. Use the "
                        "same text in both rows."
                    )
                    % {
                        "column": LABELS[column],
                        "here": self[column],
                        "there": said,
                        "row": number,
                        "name": key[-1],
                    }
                )

    def date(self, column: str) -> PartialDate | None:
        """Returns the date in that column, as far as it is known; None if it is empty or no date."""
        try:
            return reading.read(self[column]) if self[column] else None
        except ValueError:
            self.faults.append(
                _("%(column)s: “%(text)s” is not a date. Write 2007, 2007-04 or 2007-04-20.")
                % {"column": LABELS[column], "text": self[column]}
            )
            return None

    def day(self, column: str) -> dt.date | None:
        """Returns the day in that column; None if it is empty, no date, or not known to the day."""
        date = self.date(column)
        if date and not date.day:
            self.faults.append(
                _("%(column)s: “%(text)s” needs the exact day, such as 2007-04-20.")
                % {"column": LABELS[column], "text": self[column]}
            )
            return None
        return date.earliest if date else None

    def choice(self, column: str, choices) -> str | None:
        """Returns the choice in that column; None, with a fault, if it is none of them."""
        found = self[column].casefold()
        for value, label in choices.choices:
            if found in (value.casefold(), str(label).casefold()):
                return value
        self.faults.append(
            _("%(column)s: “%(text)s” is not an option. Use %(options)s.")
            % {"column": LABELS[column], "text": self[column], "options": either(choices.labels)}
        )
        return None

    def agency(self, column: str) -> Agency | None:
        """Returns the agency with the acronym in that column; None, with a fault, if there is none.

        Raises `Refused` if the column is empty.
        """
        found = Agency.objects.filter(acronym__iexact=self.needed(column)).first()
        if found is None:
            self.faults.append(
                _("%(column)s: there is no agency %(acronym)s in the register. Import the agencies first.")
                % {"column": LABELS[column], "acronym": self[column]}
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
                _("%(field)s “%(before)s” → “%(after)s”")
                % {
                    "field": thing._meta.get_field(key).verbose_name,
                    "before": _shown(thing, key, getattr(thing, key)),
                    "after": _shown(thing, key, value),
                }
                for key, value in moved.items()
            ]
        )
        self.outcome.changed.append(
            (self.number, _("%(name)s: %(changes)s") % {"name": name, "changes": words})
        )
        return self._attempt(change, thing, moved)

    def _attempt(self, verb, *args):
        try:
            return verb(*args)
        except Refused as refused:
            self.faults.append(str(refused))


def _shown(thing, name: str, value):
    """Returns a value of that field as people read it: a choice by its label, nothing as ""."""
    return dict(thing._meta.get_field(name).flatchoices).get(value, value) or ""


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
        fault=_(
            "Row %(row)s is about the same agency. Keep one of the two, or fill in Member since in both if "
            "the agency left and came back."
        ),
    )
    columns = ("Name", "Headquarters", "Country", "Website", "Mandate", "Part of")
    row.agrees("agency", acronym, columns=columns)
    agency = row.keep(
        Agency.objects.filter(acronym__iexact=acronym).first(),
        values,
        enter=lambda said: register_actions.enter_agency(acronym=acronym, **said),
        change=lambda thing, moved: register_actions.change_agency(thing, **moved),
        name=acronym,
    )
    if ends and not row["Member since"]:
        raise Refused(_("Fill in Member since as well as Member until."))
    if row.faults or starts is None:
        return
    row.keep(
        Membership.objects.filter(agency=agency, starts=starts).first(),
        {"ends": ends, "basis": basis},
        enter=lambda said: register_actions.open_membership(agency, starts=starts, **said),
        change=lambda thing, moved: register_actions.change_membership(thing, **moved),
        name=_("%(agency)s, member since %(date)s") % {"agency": acronym, "date": starts},
    )


def _person(row: Row) -> None:
    name, email = contacts.line(row["Person"]), contacts.email(row["E-mail"])
    if not (name or email):
        raise Refused(_("Fill in Person or E-mail."))
    if email:
        person = people_queries.person_with(email)
    else:
        namesakes = list(User.objects.filter(name__iexact=name)[:2])
        if len(namesakes) > 1:
            raise Refused(
                _("Several people are called %(name)s. Add the e-mail address of the right one.")
                % {"name": name}
            )
        person = namesakes[0] if namesakes else None
    columns = ("Person", "Telephone")
    row.agrees("person", email or name, columns=columns)
    if not row.faults:
        row.once(
            *("person", email or name, row["Agency"], row["Role"], row["From"]),
            fault=_(
                "Row %(row)s is about the same person. Keep one of the two, or fill in From in both if the "
                "person was appointed twice."
            ),
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
        person,
        {"name": name, "phone": contacts.telephone(row["Telephone"])},
        enter=enter,
        change=change,
        name=shown,
    )
    if not row["Agency"]:
        if row["Role"]:
            raise Refused(_("Fill in Agency as well as Role."))
        return
    agency, role = row.agency("Agency"), row.choice("Role", Appointment.Role)
    starts, ends = row.day("From") or clock.today(), row.day("To")
    if row.faults or agency is None or role is None:  # a role that is none of them is a fault
        return
    held = person.appointments.filter(agency=agency, role=role)
    kept = held.filter(starts=starts).first() if row["From"] else held.lasting().first()
    row.keep(
        kept,
        {"post": row["Post"], "ends": ends},
        enter=lambda said: people_actions.appoint(person, agency=agency, role=role, starts=starts, **said),
        change=lambda thing, moved: people_actions.change_appointment(thing, **moved),
        name=_("%(person)s, %(role)s of %(agency)s")
        % {"person": shown, "role": Appointment.Role(role).label, "agency": agency},
    )
    if words := people_queries.outside_membership(agency, starts, ends or starts):
        row.outcome.warnings.append((row.number, words))


def _organization(row: Row) -> None:
    name = row.needed("Organization")
    row.once(
        *("organization", name, row["Contact"], row["E-mail"]),
        fault=_("Row %(row)s is about the same organization and contact. Keep one of the two."),
    )
    columns = ("Kind", "Website", "Note")
    row.agrees("organization", name, columns=columns)
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
        {
            "post": row["Post"],
            "email": contacts.email(row["E-mail"]),
            "phone": contacts.telephone(row["Telephone"]),
        },
        enter=lambda said: organization_actions.enter_contact(organization, name=row["Contact"], **said),
        change=lambda thing, moved: organization_actions.change_contact(thing, **moved),
        name=f"{row['Contact']}, {name}",
    )


_ROWS = {"agencies": _agency, "people": _person, "organizations": _organization}
