"""A version as pages of the portal, from its frozen sections: the report, and each of its annexes."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.text import rich
from foundation.text.rich.schema import NOTE

ROWS = 100  # of a table on the page of the report; the PDF has all


@dataclass(frozen=True)
class Told:
    """A section as a page shows it. `more` is how many rows of its tables the page leaves to the PDF."""

    slug: str
    title: str
    number: str
    is_part: bool
    is_annex: bool
    text: SafeString
    more: int = 0


def sections(facts: dict, *, rows: int | None = ROWS) -> list[Told]:
    """Returns the sections before the annexes. Their footnotes and tables are numbered through.

    With `rows`, tables show no more than so many.
    """
    found, notes = [], 1
    for section, blocks in _numbered(facts):
        if not section["is_annex"]:
            told, notes = _told(section, blocks, notes, rows)
            found.append(told)
    return found


def annex(facts: dict, slug: str) -> Told | None:
    """Returns an annex with all its rows, or None. Its tables are numbered as in the report."""
    for section, blocks in _numbered(facts):
        if section["is_annex"] and section["slug"] == slug:
            return _told(section, blocks, 1, None)[0]
    return None


def first_rows(table: str, count: int) -> tuple[str, int]:
    """Returns a stored table with its first rows, and how many more it has."""
    if table.count("<tr>") <= count + 1:
        return table, 0
    root = rich.parse(table)
    rows = root.findall(".//tbody/tr")
    for row in rows[count:]:
        row.getparent().remove(row)
    return rich.write(root), max(len(rows) - count, 0)


def _numbered(facts: dict) -> Iterator[tuple[dict, list[tuple[str, str]]]]:
    """Yields each section with its texts and tables. A caption begins with the number of its table."""
    tables = 0
    for section in facts["sections"]:
        blocks = []
        for block in section["blocks"]:
            text = block["text"]
            if block["table"]:
                tables += 1
                text = _captioned(text, _("Table %(number)s.") % {"number": tables})
            blocks.append((text, block["table"]))
        yield section, blocks


def _captioned(text: str, which: str) -> str:
    which = f"<strong>{escape(which, quote=False)}</strong>"
    start, sign, rest = text.partition(">")
    return f"{start}{sign}{which} {rest}" if start.startswith("<p") else f"<p>{which}</p>{text}"


def _told(section: dict, blocks: list[tuple[str, str]], notes: int, rows: int | None) -> tuple[Told, int]:
    """Returns a section for a page, and the number of the next footnote."""
    parts, more = [], 0
    for text, table in blocks:
        if rows is not None:
            table, left = first_rows(table, rows)
            more += left
        parts += [text, table]
    text = "".join(parts)
    told = Told(
        section["slug"], section["title"], section["number"], section["is_part"], section["is_annex"],
        rich.shown(text, first_note=notes), more,
    )  # fmt: skip
    return told, notes + text.count(f'<span class="{NOTE}">')
