"""Agencies with their parts, and memberships, in an archive."""

import datetime as dt
from collections import defaultdict

from agencies.register.archive_names import GROUP, Names, check_names, lead_on
from agencies.register.models import Agency, Membership, Purpose, agency_slug
from foundation.archive.faults import quoted
from foundation.archive.lists import Entries
from foundation.archive.references import Many, Reference
from foundation.archive.values import Address, Choice, Date, Text

# An archive can name the chair or the troika in place of an agency. No agency may have such a name.
RESERVED = {"chair", "group", "secretariat", "troika"}

BASIS = {
    Membership.Basis.FOUNDER: "founder",
    Membership.Basis.INVITED: "invited",
    Membership.Basis.APPLICATION: "application",
}


class Parts(Many):
    """The parts of a collective member: agencies that take part through it. Often only their names are known.

    The value is stored with each part, not with the collective member.
    """

    introduces = "agencies"

    def bind(self, model):
        self.acronym = Text("acronym")
        self.acronym.bind(model)

    def read_one(self, raw):
        acronym = self.acronym.read(raw)
        if acronym is None:
            raise ValueError("is empty")
        return acronym

    def stored(self, book):
        return lambda obj: None

    def implies(self, entry):
        for number, acronym in enumerate(entry.values.pop(self.name, ())):
            whole = {} if entry["acronym"] is None else {"part_of": entry["acronym"]}
            yield "agencies", {"acronym": acronym, **whole}, f"[{number}]"

    def refers(self, entry, book):
        return ()

    def targets(self, entry, book):
        return [("agencies", part) for part in book.having("agencies", "part_of").get(entry["acronym"], ())]

    def shown(self, entry, book):
        return sorted(part["acronym"] for _, part in self.targets(entry, book)) or None

    def models(self):
        return []


class PartOf(Reference):
    """The collective member of a part. An archive has it with the member, as `Parts`."""

    hidden = True

    def stored(self, book):
        wholes = dict(Agency.objects.exclude(part_of=None).values_list("pk", "part_of__acronym"))
        return lambda obj: wholes.get(obj.pk)


class Purposes(Many):
    """Purposes of the first terms of reference, by their numbers, 1 to 12."""

    def read_one(self, raw):
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 12:
            raise ValueError(f"must be the number of a purpose, from 1 to 12, not {quoted(raw)}")
        return raw

    def refers(self, entry, book):
        return ()

    def names_by_pk(self, book):
        return dict(Purpose.objects.filter(edition=1).values_list("pk", "number"))

    def objects(self, names, book):
        return list(Purpose.objects.filter(edition=1, number__in=names))


LISTS = [
    Entries(
        "agencies",
        Agency,
        place=1,
        noun="agency",
        identity=("acronym",),
        called=lambda agency: agency["acronym"],
        keys=(
            Text("acronym", required=True),
            Text("name", required=True),
            Text("headquarters"),
            Text("country"),
            Address("website"),
            Text("mandate"),
            Parts("parts"),
            PartOf("part_of", to="agencies"),
            Names("names"),
        ),
    ),
    Entries(
        "memberships",
        Membership,
        place=2,
        noun="membership",
        identity=("agency", "from"),
        keys=(
            Reference("agency", to="agencies", required=True),
            Date("from", "starts", required=True),
            Date("to", "ends"),
            Choice("basis", words=BASIS),
        ),
        of_term=lambda term: Membership.objects.touching(term.starts, term.ends),
    ),
    GROUP,
]


def former_names(book, said) -> dict[str, dict[str, str]]:
    """Returns the former acronyms of agencies, so that files from before a rename can be read."""
    return {"agencies": lead_on(book, said)}


def check(book, faults) -> None:
    """Adds faults: for agencies that are too alike, for wrong parts, and for members twice on one day."""
    slugs = {}
    for agency in book.entries["agencies"]:
        acronym, whole = agency["acronym"], agency["part_of"]
        other = slugs.setdefault(agency_slug(acronym), agency)
        if other is not agency and (agency.is_touched or other.is_touched):
            late, early = (agency, other) if agency.is_touched else (other, agency)
            faults.add(
                late.at("acronym"),
                f"is too like {quoted(early['acronym'])}: both would be named {agency_slug(acronym)}",
            )
        if acronym in RESERVED and agency.is_new:
            faults.add(agency.at("acronym"), f"{quoted(acronym)} has a meaning of its own in an archive")
        if whole and agency.is_touched:
            if whole == acronym:
                faults.add(agency.at("part_of"), f"{quoted(acronym)} cannot be part of itself")
            elif book.named("agencies", whole)["part_of"] not in (None, whole):
                faults.add(
                    agency.at("part_of"),
                    f"{quoted(whole)} is itself part of another agency, so it cannot have parts",
                )
    check_names(book, faults)
    of_agency = defaultdict(list)
    for membership in book.entries["memberships"]:
        if membership.faulty:
            continue
        starts, ends = membership["from"], membership["to"]
        if ends and ends.latest < starts.earliest and membership.is_touched:
            faults.add(membership.at("to"), "is before the start")
        elif not ends or starts.latest <= ends.earliest:
            of_agency[membership["agency"]].append(membership)
    for memberships in of_agency.values():
        for one, other in overlapping(memberships, _surely):
            faults.add(one.place, f"{one['agency']} is a member then already, from {other['from'].iso}")


def _surely(membership) -> tuple[dt.date, dt.date]:
    ends = membership["to"]
    return membership["from"].latest, ends.earliest if ends else dt.date.max


def overlapping(entries, days):
    """Yields pairs of entries that share a day; files touched the first of each pair.

    `days(entry)` returns its first and last day. Not all pairs are yielded, but each entry that overlaps
    another is in one of them.
    """
    longest = None
    for entry in sorted(entries, key=days):
        if longest and days(entry)[0] <= days(longest)[1] and (entry.is_touched or longest.is_touched):
            yield (entry, longest) if entry.is_touched else (longest, entry)
        if not longest or days(entry)[1] > days(longest)[1]:
            longest = entry
