"""The members on a date, and an agency, on pages."""

import datetime as dt

import pytest
from django.utils.html import strip_tags

from agencies import roster
from foundation import clock
from tests import factories

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    """What stands on the page, as it is read."""
    return " ".join(strip_tags(answer.text.partition("<main")[2]).split())


def test_members_on_a_date(history, client):
    page = words(client.get("/members/", {"on": "2007-06-30"}))
    assert "10 members on 30 June 2007" in page
    assert "April 2003" in page
    assert "UNICEF" not in page.partition("How it grew")[0]


def test_members_who_joined_during_a_year_stand_apart(history, client):
    page = words(client.get("/members/", {"on": "2014-06-30"}))
    assert "16 members on 30 June 2014" in page
    assert "Not known to the day" in page
    assert "during 2014" in page


def test_members_before_the_group_had_its_name(history, client):
    assert "Geneva Migration Group" in client.get("/members/", {"on": "2004-01-01"}).text


def test_growth_counts_on_every_day_as_the_list_does(history):
    steps = [step for year in roster.growth() for step in year["steps"]]
    assert steps[0] == (dt.date(2003, 4, 30), 6)
    for day, count in steps:
        assert len(roster.roster(day).members) == count
        assert len(roster.roster(day - dt.timedelta(days=1)).members) < count
    assert [year["count"] for year in roster.growth()][-1] == 18


def test_growth_counts_those_who_left_no_longer(db):
    factories.membership("ILO", "2003-04")
    factories.membership("IOM", "2003-04", "2005-06-30")
    factories.membership("WHO", "2003-04", "2200-12-31")
    counts = {year["year"]: year["count"] for year in roster.growth()}
    assert (counts[2004], counts[2005]) == (3, 2)


@pytest.mark.parametrize("typed", ["tomorrow", "2007-02-30", "<script>", "0"])
def test_members_on_no_day_says_so_keeps_what_was_typed_and_shows_today(history, client, typed):
    with clock.moved_to(dt.date(2007, 6, 30)):
        answer = client.get("/members/", {"on": typed})
    assert answer.status_code == 200
    assert "This is not a day that exists." in words(answer)
    assert "10 members on 30 June 2007" in words(answer)
    assert "<script>" not in answer.text.partition("<body>")[2]
    assert answer.context["typed"] == typed


def test_members_of_today_follow_the_clock_in_the_zone_of_the_group(client):
    factories.membership("ILO", "2007-07-01")
    with clock.moved_to(dt.datetime(2007, 6, 30, 21, 59, tzinfo=dt.UTC)):
        assert "No members on 30 June 2007" in words(client.get("/members/"))
    with clock.moved_to(dt.datetime(2007, 6, 30, 22, 0, tzinfo=dt.UTC)):
        assert "One member on 1 July 2007" in words(client.get("/members/"))


def test_agency_shows_its_membership_parts_and_chairs_held(history, client):
    page = client.get("/members/regional-commissions/").text
    assert "ESCAP" in page
    assert "1 January to 30 June 2013" in page
    assert client.get("/members/nobody/").status_code == 404


def test_home_says_that_nobody_chairs_and_who_did_last(history, client):
    page = client.get("/").text
    assert "Nobody holds the chair today." in page
    assert "31 December 2018" in page


def test_home_of_an_empty_portal_stands(client):
    assert client.get("/").status_code == 200


def test_home_names_the_chair_and_the_troika_of_the_day(history, client):
    with clock.moved_to(dt.date(2007, 5, 2)):
        page = client.get("/").text
    for acronym in ("UNHCR", "IOM", "UNDESA"):
        assert acronym in page
    assert "Integrating Migration into Development Planning Agendas" in page


def test_pages_have_a_strict_policy_and_nothing_inline(history, client):
    for path in ("/", "/members/", "/chair/", "/chair/iom-2007-01/", "/login/"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "<style" not in answer.text
        assert " style=" not in answer.text
        assert "<script>" not in answer.text
