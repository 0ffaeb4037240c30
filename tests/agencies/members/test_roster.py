"""The roster as tables, and what changed between two days."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from agencies.members import roster
from tests import factories
from tests.agencies.members.test_pages import words

pytestmark = pytest.mark.django_db


def changed_agencies(changed) -> dict:
    return {
        "joined": [row.agency.acronym for row in changed.joined],
        "left": [row.agency.acronym for row in changed.left],
        "perhaps": [one["why"] for one in changed.perhaps],
    }


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def group(db):
    factories.membership("ILO", "2003-04")
    factories.membership("IOM", "2003-04", "2005-06-30")
    factories.membership("IOM", "2009-01-01")
    factories.membership("WHO", "2014")
    factories.membership("FAO", "2013-02-03", "2014-05")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2005-06-29", "2005-06-30", {"joined": [], "left": [], "perhaps": []}),  # its last day counts
        ("2005-06-30", "2005-07-01", {"joined": [], "left": ["IOM"], "perhaps": []}),
        ("2005-01-01", "2009-01-01", {"joined": ["IOM"], "left": ["IOM"], "perhaps": []}),
        ("2013-12-31", "2014-12-31", {"joined": ["WHO"], "left": ["FAO"], "perhaps": []}),
        (
            "2014-05-15",
            "2014-06-30",
            {"joined": [], "left": [], "perhaps": ["left in May 2014", "joined during 2014"]},
        ),
        ("2013-02-02", "2013-02-03", {"joined": ["FAO"], "left": [], "perhaps": []}),
        ("2013-02-03", "2013-02-04", {"joined": [], "left": [], "perhaps": []}),
    ],
)
def test_what_changed_between_two_days(group, since, until, expected):
    assert changed_agencies(roster.changes(day(since), day(until))) == expected
    assert changed_agencies(roster.changes(day(until), day(since))) == expected


def test_changes_of_the_real_history_add_up(history):
    """From the ten of June 2007 to the sixteen of August 2012."""
    changed = roster.changes(day("2007-06-30"), day("2012-08-31"))
    assert len(changed.joined) - len(changed.left) == 6
    assert changed.perhaps == []


def test_page_says_who_joined_and_who_left(group, client):
    page = words(client.get("/members/", {"on": "2009-01-01", "since": "2005-01-01"}))
    assert "Changes from 1 January 2005 to 1 January 2009" in page
    assert "Joined: IOM (1 January 2009)." in page
    assert "Left: IOM (last day 30 June 2005)." in page
    page = words(client.get("/members/", {"on": "2009-01-01", "since": "2009-01-01"}))
    assert "No agency joined or left." in page


def test_a_second_day_that_does_not_exist_is_told_and_kept(group, client):
    answer = client.get("/members/", {"on": "2009-01-01", "since": "soon"})
    assert "Write the date as 14 May 2027." in words(answer)
    assert 'value="soon"' in answer.text
    assert "2 members on 1 January 2009" in words(answer)


@pytest.mark.parametrize(("on", "members"), [("2003-04-30", 6), ("2007-06-30", 10), ("2012-08-31", 16)])
def test_tables_hold_whom_the_page_counts(history, client, on, members):
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/members/?on={on}&as=csv").content.decode("utf-8-sig")))
    )
    assert len([row for row in rows if row["Certainty"] == "Certain"]) == members
    book = load_workbook(io.BytesIO(client.get(f"/members/?on={on}&as=xlsx").content))
    assert book.active.max_row == len(rows) + 1


def test_table_says_who_joined_during_a_year(history, client):
    text = client.get("/members/?on=2014-06-30&as=csv").content.decode("utf-8-sig")
    rows = {row["Agency"]: row for row in csv.DictReader(io.StringIO(text))}
    assert [row["Certainty"] for row in rows.values() if row["Member since"] == "2014"]
    assert all(
        row["Certainty"] == "joined during 2014" for row in rows.values() if row["Member since"] == "2014"
    )


def test_changes_come_as_a_table(group, client):
    text = client.get("/members/?on=2009-01-01&since=2005-01-01&as=csv").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Agency", "Name", "Change", "Date"],
        ["IOM", "Agency IOM", "joined", "2009-01-01"],
        ["IOM", "Agency IOM", "left", "2005-06-30"],
    ]
