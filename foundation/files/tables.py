"""Reads tables that people upload from a spreadsheet, as rows of texts."""

import csv
import datetime as dt
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.files import storage
from foundation.files.sheets import FORMULA
from foundation.verbs import Refused

MOST_ROWS = 2000


def read(upload) -> list[tuple[int, list[str]]]:
    """Returns the rows of a CSV or XLSX file that are not empty, each with its number. Raises `Refused`."""
    kind = storage.ending(upload.name)
    if kind not in ("csv", "xlsx"):
        raise Refused(
            _("“%(name)s” is not a CSV or Excel file. Please save the table as one of these.")
            % {"name": upload.name}
        )
    rows = [(number, cells) for number, cells in (_csv if kind == "csv" else _xlsx)(upload) if any(cells)]
    if not rows:
        raise Refused(_("“%(name)s” is empty.") % {"name": upload.name})
    if len(rows) > MOST_ROWS + 1:
        raise Refused(
            _("“%(name)s” has more than %(limit)s rows. Please import it in parts.")
            % {"name": upload.name, "limit": MOST_ROWS}
        )
    for number, cells in rows:
        if any("\0" in cell for cell in cells):
            raise Refused(
                _("Row %(row)s contains a character that cannot be read. Please type its cells again.")
                % {"row": number}
            )
    return rows


def _csv(upload) -> list[tuple[int, list[str]]]:
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("The file is not in UTF-8. Please save it as “CSV UTF-8” or as an Excel file.")
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(_("The file cannot be read as a table: %(reason)s.") % {"reason": error}) from None
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
            _(
                "The file cannot be read as an Excel table. Please open it, save it again, "
                "and choose the new file."
            )
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
