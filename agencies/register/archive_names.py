"""The names of agencies and of the Group through time, in an archive.

An agency has a list `names` only if there is more to say than its present English name, and a file has the
list `group` only if the Group has other names than those it has always had here. So files of the time before
read as they did, and are written as they were.
"""

from dataclasses import dataclass, fields, replace
from typing import cast

from agencies.register.names import AgencyName, GroupName, day_after, surely_overlap
from foundation.archive.faults import quoted
from foundation.archive.lists import Entries
from foundation.archive.values import Contradiction, Date, Key, Misread, Text, partial_date, text
from foundation.dates.partial import PartialDate
from foundation.portal import group
from foundation.text import names
from foundation.text.lengths import ACRONYM, NAME

LIMITS = {"name": NAME, "acronym": ACRONYM, "article": 10, "language": 12, "merged_into": ACRONYM}


@dataclass(frozen=True)
class Row:
    """A name as an archive has it. The same name in the same language is the same row."""

    name: str | None = None
    acronym: str | None = None
    language: str | None = None  # English
    article: str | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    merged_into: str | None = None

    @property
    def identity(self) -> tuple:
        return self.language, self.acronym, self.name

    @property
    def order(self) -> tuple:
        date = self.starts.iso if self.starts else ""
        return self.language or names.ENGLISH, date, self.acronym or "", self.name or ""

    @property
    def as_json(self) -> dict:
        values = {KEYS.get(one.name, one.name): getattr(self, one.name) for one in fields(self)}
        return {
            name: value.iso if isinstance(value, PartialDate) else value
            for name, value in values.items()
            if value is not None
        }


KEYS = {"starts": "from", "ends": "to"}
FIELDS = {KEYS.get(one.name, one.name): one.name for one in fields(Row)}


class Names(Key):
    """The names of an agency, but for a present English name of which nothing more is known."""

    attached = True
    to = "agencies"  # an agency merged into another

    def bind(self, model):
        pass  # rows of their own

    def renamed(self, value, names):
        return tuple(replace(row, merged_into=names.get(row.merged_into, row.merged_into)) for row in value)

    def read(self, raw):
        if not isinstance(raw, list):
            raise ValueError(f"must be a list, not {quoted(raw)}")
        rows, found = [], []
        for number, one in enumerate(raw):
            try:
                rows.append(_read_row(one))
            except Misread as error:
                found += [(f"[{number}]{where}", words) for where, words in error.found]
        if len({row.identity for row in rows}) < len(rows):
            found.append(("", "has a name twice"))
        if found:
            raise Misread(found)
        return _in_order(rows) or None

    def write(self, value):
        return [row.as_json for row in value]

    def join(self, old, new):
        known = {row.identity: row for row in old}
        for row in new:
            known[row.identity] = _joined(known[row.identity], row) if row.identity in known else row
        return _in_order(known.values())

    def refers(self, entry, book):
        rows = entry[self.name] or ()
        return [
            ("agencies", row.merged_into, f"[{number}].merged_into")
            for number, row in enumerate(rows)
            if row.merged_into
        ]

    def stored(self, book):
        found: dict[int, list[Row]] = {}
        acronyms = dict(
            AgencyName.objects.exclude(merged_into=None).values_list("merged_into", "merged_into__acronym")
        )
        for row in AgencyName.objects.exclude(agency=None).order_by("pk"):
            if not row.is_bare:
                found.setdefault(cast(int, row.agency_id), []).append(
                    Row(
                        name=row.name or None,
                        acronym=row.acronym or None,
                        language=None if row.language == names.ENGLISH else row.language,
                        article=row.article or None,
                        starts=row.starts,
                        ends=row.ends,
                        merged_into=acronyms.get(row.merged_into_id),
                    )
                )
        return lambda obj: _in_order(found[obj.pk]) if obj.pk in found else None

    def put(self, obj, value, book):
        pass

    def attach(self, obj, entry, book):
        """Makes the names of the agency those of the entry, beside the present English one."""
        said = {row.identity: row for row in _with_present(entry)}
        stored = {_identity_of(one): one for one in AgencyName.objects.filter(agency=obj)}
        for identity in stored.keys() - said.keys():
            stored[identity].delete()
        # Those that are there first, because a former name that is new can need the days of the present one.
        for identity, row in sorted(said.items(), key=lambda item: item[0] not in stored):
            _set(stored.get(identity) or AgencyName(agency=obj), row, book)

    def models(self):
        return [AgencyName]


def _read_row(raw) -> Row:
    """Returns the name that an object of the list gives. Raises `Misread`."""
    if not isinstance(raw, dict):
        raise Misread([("", f"must be an object, not {quoted(raw)}")])
    values, found = {}, []
    for key, value in raw.items():
        if key not in FIELDS:
            found.append((f".{key if key.isidentifier() else quoted(key)}", "is not known"))
            continue
        try:
            values[FIELDS[key]] = partial_date(value) if key in ("from", "to") else text(value, LIMITS[key])
        except ValueError as error:
            found.append((f".{key}", str(error)))
    if not found:
        row = Row(**values | ({"language": None} if values.get("language") == names.ENGLISH else {}))
        if not row.name and not row.acronym:
            found.append(("", "has neither a name nor an acronym"))
        if row.starts and row.ends and row.ends.latest < row.starts.earliest:
            found.append((".to", "is before the start"))
        if row.merged_into and not row.ends:
            found.append((".merged_into", "needs the date in to"))
    if found:
        raise Misread(found)
    return row


def _joined(old: Row, new: Row) -> Row:
    """Returns what two rows of one name say together. Raises `Contradiction`."""
    values = {}
    for one in fields(Row):
        mine, theirs = getattr(old, one.name), getattr(new, one.name)
        if mine is None or theirs is None:
            values[one.name] = theirs if mine is None else mine
        elif isinstance(mine, PartialDate):
            values[one.name] = Date.join(cast(Date, None), mine, theirs)
        elif mine != theirs:
            raise Contradiction
        else:
            values[one.name] = mine
    return Row(**values)


def _in_order(rows) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.order))


def _set(stored: AgencyName, row: Row, book) -> None:
    stored.name, stored.acronym, stored.article = row.name or "", row.acronym or "", row.article or ""
    stored.language, stored.starts, stored.ends = row.language or names.ENGLISH, row.starts, row.ends
    stored.merged_into = book.named("agencies", row.merged_into).obj if row.merged_into else None
    stored.save()


def _identity_of(stored: AgencyName) -> tuple:
    language = None if stored.language == names.ENGLISH else stored.language
    return language, stored.acronym or None, stored.name or None


def _present_of(rows) -> Row | None:
    """Returns the English name of today, or the last one of an agency that merged; None if it is not told."""
    return next((row for row in rows if row.language is None and (row.ends is None or row.merged_into)), None)


def _with_present(entry) -> list[Row]:
    """Returns the names with the present English one, which begins when the last former one ended."""
    rows = list(entry["names"])
    if not _present_of(rows):
        ends = max((row.ends for row in rows if row.language is None), default=None)
        starts = day_after(ends) if ends else None
        rows.append(Row(name=entry["name"], acronym=entry["acronym"], starts=starts))
    return rows


def former_acronyms(book) -> dict[str, str]:
    """Returns the acronyms that agencies had before, and no other has now, each with that of now."""
    present = {agency["acronym"] for agency in book.entries["agencies"]}
    return {
        row.acronym: agency["acronym"]
        for agency in book.entries["agencies"]
        for row in agency["names"] or ()
        if row.acronym and row.acronym not in present
    }


def lead_on(book, said) -> dict[str, str]:
    """Makes agencies of files that have a former acronym the agencies of now.

    Returns what `former_acronyms` does. A name that the agency had then says nothing new.
    """
    former = former_acronyms(book)
    for agency in said.entries["agencies"]:
        if now := former.get(agency["acronym"]):
            known = {row.name for row in book.named("agencies", now)["names"] or ()}
            agency.values["acronym"] = now
            if agency["name"] in known:
                del agency.values["name"]
    return former


def check_names(book, faults) -> None:
    """Adds faults: for two names at one time, and for a present name that is not that of the agency."""
    for agency in book.entries["agencies"]:
        rows = agency["names"]
        if not rows or not agency.is_touched:
            continue
        present = _present_of(rows)
        if present and present.identity != (None, agency["acronym"], agency["name"]):
            faults.add(agency.at("names"), f"the present name is not that of {quoted(agency['acronym'])}")
        _check_overlaps(rows, agency.at("names"), faults)
    held = book.entries["group"]
    if any(entry.is_touched for entry in held):
        rows = [
            Row(language=one["language"], starts=one["from"], ends=one["to"], name=one["name"])
            for one in held
        ]
        _check_overlaps(rows, next(one for one in held if one.is_touched).place, faults)


def _check_overlaps(rows, place: str, faults) -> None:
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if one.language == other.language and surely_overlap(one, other):
                pair = " and ".join(quoted(row.acronym or row.name) for row in (one, other))
                faults.add(place, f"{pair} are names at one time")


class Language(Text):
    """The language of a name; missing for English."""

    def read(self, raw):
        value = super().read(raw)
        return None if value == names.ENGLISH else value

    def stored(self, book):
        return lambda obj: None if obj.language == names.ENGLISH else obj.language


def _is_told(row: GroupName) -> bool:
    """Whether the Group has other names than those that every portal begins with."""
    told = [one.told for one in GroupName.objects.all()]
    return sorted(told, key=names.by_start) != list(group.FIRST)


GROUP = Entries(
    "group",
    GroupName,
    place=0,
    noun="name of the Group",
    identity=("language", "name", "acronym"),
    order=("language", "from", "name"),
    keys=(
        Text("name", required=True),
        Text("acronym"),
        Language("language"),
        Text("article"),
        Date("from", "starts"),
        Date("to", "ends"),
    ),
    is_written=_is_told,
)
