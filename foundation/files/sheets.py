"""Tables as downloads for spreadsheets: CSV and Excel."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Literal

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


def sheet(name: str, columns: Iterable[str], rows: Iterable[Iterable], as_: Kind = "csv") -> HttpResponse:
    """Returns the table as a download, named after it and today: "gmg-decisions-2026-05-14.xlsx".

    Cells are texts, numbers, dates, moments (shown in the Group's zone), `PartialDate`s, booleans or None. A
    known day is a real date in Excel and 2026-05-14 in CSV. No text is ever taken for a formula.
    """
    write = {"csv": _csv, "xlsx": _xlsx}[as_]
    content = write(name, [str(one) for one in columns], ([_value(cell) for cell in row] for row in rows))
    filename = f"{group.slug()}-{slugify(name)}-{clock.today()}.{as_}"
    return HttpResponse(
        content,
        content_type=TYPES[as_],
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "no-store",
        },
    )


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


def _csv(name: str, columns: list[str], rows) -> bytes:
    """Returns CSV in UTF-8 with the byte order mark, by which spreadsheets recognize it."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(columns)
    for row in rows:
        table.writerow(["" if cell is None else harmless(_written(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _written(cell) -> str:
    return cell.isoformat(" ", "minutes") if isinstance(cell, dt.datetime) else str(cell)


def _xlsx(name: str, columns: list[str], rows) -> bytes:
    # openpyxl is large, and few requests need it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    def cell(value, *, bold: bool = False) -> WriteOnlyCell:
        if isinstance(value, str):
            value = value[:LONGEST_CELL]
        made = WriteOnlyCell(page, value=value)
        if isinstance(value, str):
            made.data_type = "s"
            made.quotePrefix = value.startswith(
                FORMULA
            )  # Excel's own mark, which outlasts an edit of the cell
        made.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, dt.date):
            made.number_format = "D MMMM YYYY HH:MM" if isinstance(value, dt.datetime) else "D MMMM YYYY"
        if bold:
            made.font = Font(bold=True)
        return made

    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])
    rows = list(rows)
    for number, column in enumerate(columns, 1):
        longest = max([len(column), *(len(str(row[number - 1] or "")) for row in rows[:200])])
        width = min(max(longest + 2, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    page.append([cell(column, bold=True) for column in columns])
    for row in rows:
        page.append([cell(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
