"""Reads tables that people upload from a spreadsheet, as rows of texts."""

import csv
import datetime as dt
import io

from django.core.exceptions import ValidationError

from foundation.files import storage
from foundation.files.sheets import FORMULA
from foundation.verbs import Refused

MOST_ROWS = 2000


def read(upload) -> list[tuple[int, list[str]]]:
    """Returns the rows of a CSV or XLSX file that are not empty, each with its number. Raises `Refused`."""
    kind = storage.ending(upload.name)
    if kind not in ("csv", "xlsx"):
        raise Refused(f"“{upload.name}” is no CSV and no Excel file. Save the table as one of these.")
    rows = [(number, cells) for number, cells in (_csv if kind == "csv" else _xlsx)(upload) if any(cells)]
    if not rows:
        raise Refused(f"“{upload.name}” is empty.")
    if len(rows) > MOST_ROWS + 1:
        raise Refused(f"“{upload.name}” has more than {MOST_ROWS} rows. Take it in by parts.")
    for number, cells in rows:
        if any("\0" in cell for cell in cells):
            raise Refused(f"Row {number} holds a sign that is no letter. Write its cells anew.")
    return rows


def _csv(upload) -> list[tuple[int, list[str]]]:
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is not in UTF-8. Save it as “CSV UTF-8”, or as an Excel file.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(f"The file cannot be read as a table: {error}.") from None
    return [(number, [_bare(cell) for cell in row]) for number, row in enumerate(rows, 1)]


def _bare(cell: str) -> str:
    """Returns the text without the mark by which our exports protect it from being taken for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _xlsx(upload) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # large, and few requests need it

    try:
        storage.check(upload)  # before it is unpacked
    except ValidationError as error:
        raise Refused(error.message) from None
    try:
        book = load_workbook(upload, read_only=True, data_only=True)
        page = book.worksheets[0]
        rows = [
            (number, [_text(value) for value in row])
            for number, row in enumerate(page.iter_rows(values_only=True, max_row=MOST_ROWS * 2), 1)
        ]
        book.close()
    except Exception:  # whatever openpyxl makes of a broken file
        raise Refused(
            "The file cannot be read as an Excel table. Open it, save it anew, and choose it again."
        ) from None
    return rows


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
