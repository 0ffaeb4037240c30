"""docs/security.md names tests that exist, answers each requirement once, and claims nothing untested."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/security.md").read_text()
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROWS = {
    number: (said, how)
    for number, said, how in re.findall(
        r"^\| (\d+\.\d+\.\d+) \| \d \|[^|]*\| (\w+) \| (.*) \|$", PAGE, re.MULTILINE
    )
}
# How many requirements of levels 1 and 2 each section of the standard has (5.0.0).
SECTIONS = {
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip


@cache
def names_in(path: str) -> frozenset[str]:
    """Returns the names of the tests in the file; of none if there is no such file."""
    if not (ROOT / path).exists():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


def test_every_test_that_is_named_exists():
    named = TEST.findall(PAGE)
    assert len(named) > 100
    assert not [f"{path}::{name}" for path, name in named if name not in names_in(path)]


def test_every_test_is_written_so_that_it_is_checked():
    assert len(re.findall(r"test_\w+\.py::", PAGE)) == len(TEST.findall(PAGE))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_requirement_is_answered_once(section):
    numbers = re.findall(rf"^\| {re.escape(section)}\.(\d+) \|", PAGE, re.MULTILINE)
    assert [int(one) for one in numbers] == list(range(1, SECTIONS[section] + 1))


def test_what_is_met_names_its_test_and_what_is_not_says_why():
    assert len(ROWS) == sum(SECTIONS.values())
    for number, (said, how) in ROWS.items():
        assert said in ("Yes", "Partly", "No", "None"), number
        if said == "Yes":
            assert TEST.search(how), number
        else:
            assert len(TEST.sub("", how)) > 12, number


def test_every_page_that_is_linked_exists():
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
