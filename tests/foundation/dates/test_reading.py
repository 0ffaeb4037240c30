"""Dates are read in every way that they are shown, by one reader."""

import datetime as dt
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from agencies.imports import actions as imports
from foundation.dates import reading, shown
from foundation.dates.fields import DayField, WholeDayField
from foundation.dates.partial import PartialDate
from foundation.discovery import ORDER

ROOT = Path(__file__).resolve().parents[3]
MAY = "2027-05-14"
DAYS = [
    "14 May 2027", "14 May, 2027", "May 14, 2027", "May 14 2027", "14 may 2027", "14 MAY 2027.",
    "14. May 2027", "Fri 14 May 2027", "Friday 14 May 2027", "Friday, 14 May 2027", "14th May 2027",
    "the 14th of May, 2027",
    "2027-05-14", "2027-5-14", "2027/05/14", "2027.05.14", "2027 May 14", "14.5.2027", "14.05.2027.",
    "14/05/2027", "14-05-2027", "14 . 5 . 2027", "14 - 05 - 2027", "14-May-2027",
    "14\N{NO-BREAK SPACE}May\N{NARROW NO-BREAK SPACE}2027", "  14\tMay  2027 ",
    "١٤ May ٢٠٢٧", "٢٠٢٧-٠٥-١٤", "\N{LEFT-TO-RIGHT MARK}2027-05-14", "2027年5月14日", "14 May 2027",
    "2027\N{EN DASH}05\N{EN DASH}14", "2027\N{NON-BREAKING HYPHEN}05\N{NON-BREAKING HYPHEN}14",
]  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_day_is_read(text):
    assert reading.read(text).iso == MAY
    assert reading.read_day(text) == dt.date(2027, 5, 14)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("June 2012", "2012-06"), ("Jun 2012", "2012-06"), ("june, 2012", "2012-06"), ("2012-06", "2012-06"),
        ("6.2012", "2012-06"), ("06/2012", "2012-06"), ("2012 June", "2012-06"), ("Sept. 2012", "2012-09"),
        ("Sep 2012", "2012-09"), ("2012", "2012"), ("２０１２", "2012"),
        ("1.11.2026", "2026-11-01"), ("01/11/2026", "2026-11-01"), ("1 Nov 2026", "2026-11-01"),
        ("2027-03-20", "2027-03-20"), ("29 February 2028", "2028-02-29"),
    ],
)  # fmt: skip
def test_date_is_read_as_exactly_as_it_says(text, iso):
    assert reading.read(text) == PartialDate.parse(iso)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "14 mai 2027"), ("fr", "ven. 14 mai 2027"), ("fr", "vendredi 14 mai 2027"),
        ("fr", "le 14 mai 2027"),
        ("de", "14. Mai 2027"), ("de", "Freitag, 14. Mai 2027"), ("es", "14 de mayo de 2027"),
        ("ru", "14 мая 2027 г."), ("en-gb", "14 May 2027"), ("fr", "May 14, 2027"), ("ar", "١٤ مايو ٢٠٢٧"),
    ],
)  # fmt: skip
def test_months_are_those_of_the_reader_and_english(language, text):
    with translation.override(language):
        assert reading.read(text).iso == MAY


@pytest.mark.parametrize("text", ["1er août 2027", "1 aout 2027", "1 AOÛT 2027"])
def test_accents_and_the_first_of_a_month_are_read(text):
    with translation.override("fr"):
        assert reading.read(text).iso == "2027-08-01"


@pytest.mark.parametrize("language", ["en-gb", "en", "fr", "es", "ru", "ar", "zh-hans", "de", "it", "pt"])
@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_shown_is_read_in_every_language(language, month):
    day = dt.date(2027, month, 3)
    with translation.override(language):
        assert reading.read_day(shown.day(day)) == day
        assert DayField().clean(DayField().prepare_value(day)) == PartialDate.of(day)
        assert reading.read(str(PartialDate(2027, month))) == PartialDate(2027, month)
        assert reading.read(str(PartialDate(2027))) == PartialDate(2027)


@pytest.mark.parametrize(
    "form", ["WEEKDAY_DATE_FORMAT", "SHORT_MONTH_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT"]
)
def test_other_forms_that_are_shown_are_read(form):
    assert MAY.startswith(reading.read(shown.day(dt.date(2027, 5, 14), form)).iso)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write the date as 14 May 2027"),
        ("soon", "Write the date as 14 May 2027"),
        ("May", "Write the date as 14 May 2027"),
        ("14 May", "Write the date as 14 May 2027"),
        ("14 May 27", "Write the date as 14 May 2027"),
        ("14.5.27", "Write the date as 14 May 2027"),
        ("14 May 2027 June", "Write the date as 14 May 2027"),
        ("14 15 May 2027", "Write the date as 14 May 2027"),
        ("14 2027", "Write the date as 14 May 2027"),
        ("2027-05-14T10:00", "Write the date as 14 May 2027"),
        ("1 May 2027" * 20, "Write the date as 14 May 2027"),
        ("30 February 2027", "There is no such day"),
        ("0 May 2027", "There is no such day"),
        ("2027-00-01", "There is no such day"),
        ("31.6.2027", "There is no such day"),
        ("11/25/2026", "There is no month 25. Write the day first"),
        ("2027-00", "There is no such day"),
        ("2027-13", "There is no month 13"),
        ("14 May 9999", "from 1800 to 2200"),
        ("1799-12-31", "from 1800 to 2200"),
        ("0000", "from 1800 to 2200"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_do(text, words):
    with pytest.raises(reading.NotADate, match=words):
        reading.read(text)


@pytest.mark.parametrize("text", ["June 2012", "2012", "6.2012"])
def test_field_for_a_day_refuses_a_month(text):
    with pytest.raises(forms.ValidationError, match=r"The day is missing. Write the date as 14 May 2027"):
        WholeDayField().clean(text)
    assert DayField().clean(text).year == 2012


def test_field_shows_the_date_in_words_and_keeps_what_was_refused():
    class Form(forms.Form):
        day = WholeDayField(initial=dt.date(2027, 5, 14))
        when = DayField(initial=PartialDate(2012, 6))

    page = str(Form())
    assert 'value="14 May 2027"' in page
    assert 'value="June 2012"' in page
    assert 'data-day="Calendar"' in page
    assert 'type="date"' not in page
    refused = Form({"day": "June 2012", "when": "then"})
    assert set(refused.errors) == {"day", "when"}
    assert 'value="June 2012"' in str(refused)
    assert 'value="then"' in str(refused)
    assert not Form({"day": "14.5.2027", "when": "2012-06"}).has_changed()
    assert Form({"day": "15.5.2027", "when": "x"}).changed_data == ["day", "when"]


def test_spreadsheet_is_read_by_the_same_reader():
    assert imports.reading.read is reading.read


def all_forms():
    for app in ORDER:
        for path in sorted((ROOT / app).rglob("*forms*.py")):
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for one in vars(module).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm) and hasattr(one, "base_fields"):
                    yield one


def test_every_form_takes_dates_in_one_way():
    """`forms.DateField` and the browser's own field read a date in another way."""
    found = {
        f"{form.__qualname__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField))
        or getattr(field.widget, "input_type", "") in ("date", "datetime-local", "month")
    }
    assert not found
    pages = (path for path in (ROOT / "templates").rglob("*.html"))
    assert not [path.name for path in pages if 'type="date"' in path.read_text()]
