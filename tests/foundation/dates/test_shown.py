"""Days, periods and hours in words; the patterns stand in one place, for each language."""

import ast
import datetime as dt
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from foundation.dates import clock, hours, shown
from foundation.discovery import ORDER

ROOT = Path(__file__).resolve().parents[3]
FORMATS = ROOT / "gmg_portal" / "formats"
MAY = dt.date(2027, 5, 7)
# What machines read: attributes of a page, the value of a field for a time.
FOR_MACHINES = {"c", "e", "Y-m-d", "m-d"}
IN_A_TEMPLATE = re.compile(r"""\|(?:date|time):(["'])(.*?)\1""")

DJANGO = re.compile(r"(l )?[jd] [FMb]( Y)?(, H:i)?|[FM] Y|H:i")
PYTHON = re.compile(r"%[AaBb](?!\w)|(?<!\d)%[IpcxX](?!\w)")


def names(module) -> set[str]:
    return {name for name in vars(module) if name.endswith("_FORMAT")}


def test_days_are_shown_in_words():
    assert shown.day(MAY) == "7 May 2027"
    assert shown.day(MAY, "WEEKDAY_DATE_FORMAT") == "Friday 7 May 2027"
    assert shown.hour(dt.time(9, 5)) == "09:05"
    assert shown.period(dt.date(2007, 1, 1), dt.date(2007, 6, 30)) == "1 January to 30 June 2007"
    assert shown.period(dt.date(2006, 7, 1), dt.date(2007, 6, 30)) == "1 July 2006 to 30 June 2007"
    assert shown.days(dt.date(2007, 7, 9), dt.date(2007, 7, 11)) == "9 to 11 July 2007"
    assert shown.days(MAY, MAY) == "7 May 2027"
    assert shown.months(dt.date(2007, 1, 1), dt.date(2007, 6, 30)) == "January to June 2007"


def test_days_are_shown_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert shown.day(MAY, "WEEKDAY_DATE_FORMAT") == "vendredi 7 mai 2027"
    with translation.override("de"):  # which has no folder of ours
        assert shown.day(MAY, "WEEKDAY_DATE_FORMAT") == "Freitag 7 Mai 2027"
    with translation.override(None):
        assert shown.day(MAY, "WEEKDAY_DATE_FORMAT").endswith("7 May 2027")


def test_a_deadline_leaves_out_the_year_that_everybody_is_in():
    until = hours.in_zone(MAY, dt.time(18))
    with clock.moved_to(dt.date(2027, 3, 1)):
        assert hours.deadline(until) == "Friday 7 May, 18:00 (Geneva time)"
        assert hours.deadline(until, "America/New_York") == "Friday 7 May, 12:00 (New York time)"
    with clock.moved_to(dt.date(2026, 12, 1)):
        assert hours.deadline(until) == "Friday 7 May 2027, 18:00 (Geneva time)"
    assert hours.moment(until) == "Friday 7 May 2027, 18:00 (Geneva time, UTC+2)"


def test_every_language_has_the_same_formats():
    assert settings.FORMAT_MODULE_PATH == ["gmg_portal.formats"]
    english = names(import_module("gmg_portal.formats.en.formats"))
    folders = [path.parent.name for path in FORMATS.glob("*/formats.py")]
    assert {"ar", "es", "fr", "ru", "zh_Hans"} < set(folders)
    for folder in folders:
        assert names(import_module(f"gmg_portal.formats.{folder}.formats")) == english, folder


@pytest.mark.parametrize(("language", "errors"), [("en-gb", 0), ("zh-hans", 0), ("de", 1)])
def test_language_without_formats_is_refused_at_the_start(settings, language, errors):
    settings.LANGUAGE_CODE = language
    assert len(shown.check_formats()) == errors


def patterns_in_template(source: str) -> set[str]:
    found = {pattern for _, pattern in IN_A_TEMPLATE.findall(source)}
    return {one for one in found if one not in FOR_MACHINES and not re.fullmatch("[A-Z_]+_FORMAT", one)}


def patterns_in_python(source: str) -> set[str]:
    """Returns the patterns that this Python shows to people. Digits alone, "%Y%m%d", are for machines."""
    nodes = ast.walk(ast.parse(source))
    texts = {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {one for one in texts if DJANGO.fullmatch(one) or PYTHON.search(one)}


def test_no_pattern_of_a_date_is_written_elsewhere():
    found = {}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".xml") and (some := patterns_in_template(path.read_text())):
            found[str(path.relative_to(ROOT))] = some
    for app in (*ORDER, "gmg_portal"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if FORMATS not in path.parents and (some := patterns_in_python(path.read_text())):
                found[str(path.relative_to(ROOT))] = some
    assert not found


@pytest.mark.parametrize("source", ['{{ a|date:"j F" }}', "{{ a|date:'Y, j. F' }}", '{{ a|time:"H:i" }}'])
def test_a_pattern_in_a_template_is_found(source):
    assert patterns_in_template(source)


@pytest.mark.parametrize("source", ['f"{day:%A}"', 'x = "j F Y"', 'day.strftime("%d %B")'])
def test_a_pattern_in_python_is_found(source):
    assert patterns_in_python(source)
