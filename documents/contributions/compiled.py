"""The submitted contributions together: as rows to filter and count, as a spreadsheet, as a text."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from agencies.models import Purpose
from documents.contributions.models import Answers, Call, Contribution, Question
from foundation.text import sorting

SHOWN = 25  # answers to one question on a page
# The summary counts the answers to questions of these kinds.
COUNTED = {Answers.CHOICE, Answers.PLACE, Answers.PURPOSES}


@dataclass(frozen=True)
class Cell:
    """The answer to one question, in words."""

    question: Question
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """The answers as one text."""
        return ", ".join(self.values)


@dataclass(frozen=True)
class Row:
    """An entry, with the acronym of its agency."""

    agency: str
    cells: list[Cell]

    def answer(self, key: str) -> tuple[str, ...]:
        """Returns the answers to the question with that key; () if there is none."""
        return next((cell.values for cell in self.cells if cell.question.key == key), ())


@dataclass(frozen=True)
class Compiled:
    """The result of a call, narrowed to what was `asked`. `everything` has all rows, without narrowing."""

    call: Call
    asked: dict[str, str]
    contributions: list[Contribution]
    everything: list[Row]
    rows: list[Row]
    tallies: list["Tally"]

    @property
    def whole(self) -> int:
        """How many entries there are in all."""
        return len(self.everything)

    @property
    def per_agency(self) -> dict[str, int]:
        """How many of the rows shown each agency has, by its acronym."""
        return dict(Counter(row.agency for row in self.rows))


@dataclass(frozen=True)
class Tally:
    """The answers to one question, each with the agencies that gave it. `gaps` are those that nobody gave."""

    question: Question
    counts: list[tuple[str, list[str]]]
    gaps: list[str]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """The answers that a page shows, those of most agencies first."""
        return self.counts[:SHOWN]

    @property
    def more(self) -> int:
        """How many answers the page leaves out."""
        return len(self.counts) - len(self.shown)

    @property
    def overlaps(self) -> list[tuple[str, list[str]]]:
        """The answers that several agencies gave, each with their acronyms."""
        return [(value, agencies) for value, agencies in self.counts if len(agencies) > 1]


def handed_in(call: Call) -> list[Contribution]:
    """Returns the submitted contributions of a call, ordered by the acronyms of their agencies."""
    return list(
        call.contributions.exclude(handed_in_at=None)
        .select_related("agency", "saved_by")
        .prefetch_related("files")
        .order_by("agency__acronym")
    )


def purposes() -> dict[str, str]:
    """Returns the purposes of the latest edition, by their numbers as text."""
    edition = Purpose.objects.order_by("-edition").values_list("edition", flat=True).first()
    return {str(one.number): str(one) for one in Purpose.objects.filter(edition=edition).order_by("number")}


def rows(call: Call, contributions: Iterable[Contribution], known: dict[str, str] | None = None) -> list[Row]:
    """Returns the entries of these contributions as rows.

    `known` are the purposes by their numbers; without it they are looked up.
    """
    columns = call.columns
    known = purposes() if known is None else known
    return [
        Row(str(one.agency), [Cell(column, _values(column, entry, known)) for column in columns])
        for one in contributions
        for entry in one.entries
    ]


def _values(column: Question, entry: dict, known: dict[str, str]) -> tuple[str, ...]:
    answer = entry.get(column.key, "")
    if column.kind == Answers.PURPOSES:
        return tuple(known.get(number, number) for number in answer or ())
    return (answer,) if answer else ()


def filters_of(call: Call, query) -> dict[str, str]:
    """Returns what in a query narrows the entries: `agency`, `q` for words, and answers by question key."""
    keys = ["agency", "q", *(one.key for one in call.columns if one.kind in COUNTED)]
    found = {key: query.get(key, "")[:200] for key in keys} if call.is_of_entries else {}
    return {key: value for key, value in found.items() if value.strip()}


def filters_in_words(call: Call, asked: dict[str, str]) -> list[str]:
    """Returns the filters in words: "Agency: UNDP", "Search: health", "Where: Nairobi"."""
    labels = {"agency": _("Agency"), "q": _("Search")} | {one.key: one.label for one in call.columns}
    return [
        _("%(filter)s: %(value)s") % {"filter": labels[key], "value": value} for key, value in asked.items()
    ]


def normalized(answer: str) -> str:
    """Returns an answer without differences of spacing and case: "Nairobi" and " nairobi" are the same."""
    return " ".join(answer.split()).casefold()


def spellings(answers: Iterable[str]) -> dict[str, str]:
    """Returns the commonest spelling of each answer, by its `normalized` form, the most frequent first."""
    by: dict[str, Counter] = {}
    for answer in answers:
        by.setdefault(normalized(answer), Counter())[" ".join(answer.split())] += 1
    return {
        key: ways.most_common(1)[0][0] for key, ways in sorted(by.items(), key=lambda one: -one[1].total())
    }


def narrow(found: list[Row], asked: dict[str, str]) -> list[Row]:
    """Returns the rows of an agency that have all of the words and these answers."""
    answers = dict(asked)
    agency, wanted = answers.pop("agency", ""), answers.pop("q", "").casefold().split()

    def fits(row: Row) -> bool:
        said = " ".join([row.agency, *(cell.words for cell in row.cells)]).casefold()
        return (
            agency in ("", row.agency)
            and all(word in said for word in wanted)
            and all(
                normalized(value) in {normalized(answer) for answer in row.answer(key)}
                for key, value in answers.items()
            )
        )

    return [row for row in found if fits(row)]


def compile_call(call: Call, asked: dict[str, str]) -> Compiled:
    """Returns the result of a call, narrowed to `asked`, with its tallies."""
    contributions, known = handed_in(call), purposes()
    everything = rows(call, contributions, known)
    found = narrow(everything, asked)
    return Compiled(call, asked, contributions, everything, found, tallies(call, found, known))


def tallies(call: Call, found: list[Row], known: dict[str, str]) -> list[Tally]:
    """Returns who answers what to each question that is counted, the most agencies first."""
    result = []
    for column in call.columns:
        if column.kind not in COUNTED:
            continue
        ways = spellings(value for row in found for value in row.answer(column.key))
        by: dict[str, list[str]] = {}
        for row in found:
            for value in row.answer(column.key):
                agencies = by.setdefault(ways[normalized(value)], [])
                if row.agency not in agencies:
                    agencies.append(row.agency)
        possible = {Answers.CHOICE: column.choices, Answers.PURPOSES: known.values()}.get(column.kind, ())
        counts = sorted(by.items(), key=lambda one: (-len(one[1]), sorting.key(one[0])))
        result.append(Tally(column, counts, [value for value in possible if normalized(value) not in ways]))
    return result


def sheet_rows(call: Call, found: list[Row]) -> tuple[list[str], list[list]]:
    """Returns the columns and the lines of a spreadsheet. Numbers are numbers where possible."""
    columns = [_("Agency"), *(column.label for column in call.columns)]
    return columns, [[row.agency, *(_for_sheet(cell) for cell in row.cells)] for row in found]


def _for_sheet(cell: Cell):
    if cell.question.kind == Answers.NUMBER and cell.values:
        try:
            number = float(cell.values[0].replace(",", "").replace(" ", ""))
        except ValueError:
            return cell.words
        if not math.isfinite(number):  # "nan", "infinity" and "1e400" are words to a reader
            return cell.words
        return int(number) if number.is_integer() else number
    return cell.words


def is_number(text: str) -> bool:
    """Whether a spreadsheet would accept the text as a number."""
    return not isinstance(_for_sheet(Cell(Question("", "", Answers.NUMBER), (text,))), str)


def as_text(call: Call) -> str:
    """Returns the submitted contributions as HTML for an editor, agency by agency; "" if there are none."""
    contributions = handed_in(call)
    if not call.is_of_entries:
        parts = [f"<h3>{escape(one.agency)}</h3>{one.text}" for one in contributions if one.text]
        return "".join(parts)
    html = ""
    last = None
    for row in rows(call, contributions):
        if row.agency != last:
            html += f"<h3>{escape(row.agency)}</h3>"
            last = row.agency
        title, *rest = [cell for cell in row.cells if cell.values] or [None]
        if title is None:
            continue
        html += f"<h4>{escape(title.words)}</h4>"
        if rest:
            lines = (f"<li>{escape(cell.question.label)}: {escape(cell.words)}</li>" for cell in rest)
            html += f"<ul>{''.join(lines)}</ul>"
    return html
