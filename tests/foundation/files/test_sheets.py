"""Tables as files: read back as a spreadsheet reads them."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files.sheets import sheet

COLUMNS = ("What", "When", "How many", "Done")
MOMENT = dt.datetime(2026, 5, 14, 8, 30, tzinfo=dt.UTC)
ROWS = [
    ("Ünïcode, “quoted”; and\r\ntwo lines", PartialDate(2026, 5, 14), 3, True),
    ("A month", PartialDate(2026, 5), None, False),
    ("A moment", MOMENT, 1.5, None),
    ("\x07Rings", dt.date(2026, 1, 2), 0, None),
]
FORMULAS = ["=1+1", '=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def from_csv(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def from_xlsx(response):
    return load_workbook(io.BytesIO(response.content)).active


def test_csv_is_what_spreadsheets_open():
    with clock.moved_to(dt.date(2026, 5, 14)):
        response = sheet("What is open", COLUMNS, ROWS)
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="gmg-what-is-open-2026-05-14.csv"'
    assert response.headers["Cache-Control"] == "no-store"
    assert from_csv(response) == [
        list(COLUMNS),
        ["Ünïcode, “quoted”; and\ntwo lines", "2026-05-14", "3", "yes"],
        ["A month", "May 2026", "", "no"],
        ["A moment", "2026-05-14 10:30", "1.5", ""],
        ["Rings", "2026-01-02", "0", ""],
    ]


def test_excel_gets_dates_as_dates():
    response = sheet("a/b: [the title of a table that is long]", COLUMNS, ROWS, "xlsx")
    page = from_xlsx(response)
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert rows[1] == ("Ünïcode, “quoted”; and\ntwo lines", dt.datetime(2026, 5, 14), 3, "yes")
    assert rows[2] == ("A month", "May 2026", None, "no")
    assert rows[3][1:3] == (dt.datetime(2026, 5, 14, 10, 30), 1.5)
    assert page["B2"].is_date
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text):
    assert from_csv(sheet("x", ["a"], [[text]]))[1][0].startswith("'")
    cell = from_xlsx(sheet("x", ["a"], [[text]], "xlsx"))["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_empty_and_overlong_tables_are_files_too():
    assert from_csv(sheet("x", COLUMNS, [])) == [list(COLUMNS)]
    assert from_xlsx(sheet("x", COLUMNS, [], "xlsx")).max_row == 1
    assert len(from_xlsx(sheet("x", ["a"], [["w" * 40_000]], "xlsx"))["A2"].value) == 32_767
