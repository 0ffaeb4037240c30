"""Tables as downloads for spreadsheets: CSV and Excel."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import IO, Literal

from django.http import HttpResponse
from django.utils.text import slugify

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.portal import group

Kind = Literal["csv", "xlsx"]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767  # characters, the most that a cell of Excel holds
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDEST, NARROWEST = 60, 10  # characters
MEASURED = 200  # rows whose texts say how wide a column is


def sheet(name: str, columns: Iterable[str], rows: Iterable[Iterable], as_: Kind = "csv") -> HttpResponse:
    """Returns the table as a download, named after it and today: "gmg-decisions-2026-05-14.xlsx".

    For a table that grows with the years see `foundation.exports`: the worker makes it if it is long.
    """
    content = io.BytesIO()
    write(content, name, columns, rows, as_)
    return HttpResponse(
        content.getvalue(),
        content_type=TYPES[as_],
        headers={
            "Content-Disposition": f'attachment; filename="{filename(name, as_)}"',
            "Cache-Control": "no-store",
        },
    )


def filename(name: str, as_: Kind) -> str:
    """Returns the name for the file of a table that is made today."""
    return f"{group.slug()}-{slugify(name)}-{clock.today()}.{as_}"


def write(out: IO[bytes], name: str, columns: Iterable[str], rows: Iterable[Iterable], as_: Kind) -> None:
    """Writes the table to a binary file, row by row: of many rows only a few are in memory.

    Cells are texts, numbers, dates, moments (shown in the Group's zone), `PartialDate`s, booleans or None. A
    known day is a real date in Excel and 2026-05-14 in CSV. No text is ever taken for a formula.
    """
    values = ([_value(cell) for cell in row] for row in rows)
    {"csv": _csv, "xlsx": _xlsx}[as_](out, name, [str(one) for one in columns], values)


def harmless(cell: str) -> str:
    """Returns the text in a form that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _value(cell):
    """Returns the cell as a text, a number, a date, a moment without a zone, or None."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, PartialDate):
        return cell.earliest if cell.day else str(cell)
    if isinstance(cell, dt.datetime):
        return cell.astimezone(clock.zone()).replace(tzinfo=None, microsecond=0) if cell.tzinfo else cell
    if isinstance(cell, int | float | dt.date):
        return cell
    return UNWRITABLE.sub("", str(cell).replace("\r\n", "\n"))


def _csv(out: IO[bytes], name: str, columns: list[str], rows) -> None:
    """Writes CSV in UTF-8 with the byte order mark, by which spreadsheets recognize it."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    table = csv.writer(text)
    table.writerow(columns)
    for row in rows:
        table.writerow(["" if cell is None else harmless(_written(cell)) for cell in row])
    text.detach()


def _written(cell) -> str:
    return cell.isoformat(" ", "minutes") if isinstance(cell, dt.datetime) else str(cell)


def _xlsx(out: IO[bytes], name: str, columns: list[str], rows) -> None:
    # openpyxl is large, and few requests need it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])

    def style(shown_as: str = "General", *, bold: bool = False, quoted: bool = False):
        model = WriteOnlyCell(page)
        model.alignment = Alignment(vertical="top", wrap_text=True)
        model.number_format = shown_as
        model.quotePrefix = quoted  # Excel's own mark, which outlasts an edit of the cell
        if bold:
            model.font = Font(bold=True)
        return model._style

    # Made once: to give each cell a style of its own takes longer than to write it.
    plain, heading, quoted = style(), style(bold=True), style(quoted=True)
    day, moment = style("D MMMM YYYY"), style("D MMMM YYYY HH:MM")

    def cell(value, style=plain) -> WriteOnlyCell:
        if isinstance(value, str):
            value = value[:LONGEST_CELL]
        made = WriteOnlyCell(page, value=value)
        if isinstance(value, str):
            made.data_type = "s"
            style = quoted if value.startswith(FORMULA) else style
        elif isinstance(value, dt.date):
            style = moment if isinstance(value, dt.datetime) else day
        made._style = style
        return made

    first = list(islice(rows, MEASURED))
    for number, column in enumerate(columns, 1):
        longest = max([len(column), *(len(str(row[number - 1] or "")) for row in first)])
        width = min(max(longest + 2, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.append([cell(column, heading) for column in columns])
    last = 1
    for row in chain(first, rows):
        page.append([cell(value) for value in row])
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"  # written after the rows
    book.save(out)
