"""The members on a date, and an agency, on pages."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.html import strip_tags

from agencies.members import roster
from agencies.people import rules as people_rules
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    """What stands on the page, as it is read."""
    return " ".join(strip_tags(answer.text.partition("<main")[2]).split())


def test_members_on_a_date(history, client):
    page = words(client.get("/members/", {"on": "2007-06-30"}))
    assert "10 members on 30 June 2007" in page
    assert "April 2003" in page
    assert "UNICEF" not in page.partition("Growth of the Group")[0]


def test_members_who_joined_during_a_year_stand_apart(history, client):
    page = words(client.get("/members/", {"on": "2014-06-30"}))
    assert "16 members on 30 June 2014" in page
    assert "Exact day not known" in page
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


def test_growth_adds_up_from_year_to_year_whenever_it_is_looked_at(db):
    """Also with who joins later this year, left on the last day of one, or is known to the year only."""
    for acronym, starts, ends in (
        ("ILO", "2003-04", None),
        ("IOM", "2003-04", "2004-12-31"),
        ("WHO", "2005", "2005"),
        ("UNU", "2005", "2007"),
        ("UNU", "2007-06", None),
        ("FAO", "2006-12-01", None),
        ("IIM", "2006", "2006-07-15"),
        ("OBM", "2005-12-31", "2007-03"),
    ):
        factories.membership(acronym, starts, ends)
    for day in (
        "2004-12-31",
        "2005-07-01",
        "2006-11-26",
        "2006-12-01",
        "2007-03-02",
        "2007-07-01",
        "2008-01-01",
    ):
        before = 0
        with clock.moved_to(dt.date.fromisoformat(day)):
            for year in roster.growth():
                assert year["count"] == before + len(year["joined"]) - len(year["left"]), (day, year)
                before = year["count"]
            assert before == len(roster.roster(clock.today()).members)


def test_running_year_names_only_who_has_joined(client):
    factories.membership("ILO", "2003-04")
    factories.membership("IIM", "2007-12-01")
    factories.membership("IRO", "2007-02-01")
    with clock.moved_to(dt.date(2007, 11, 26)):
        page = words(client.get("/members/"))
    assert "2007, to date2IRO" in page
    assert "IIM" not in page


def test_who_left_and_came_back_in_one_year_stands_once(client):
    factories.membership("UNU", "2014", "2018")
    factories.membership("UNU", "2018-06")
    sure = client.get("/members/", {"on": "2018-09-01"}).context["roster"]
    assert ([row.agency.acronym for row in sure.members], sure.perhaps) == (["UNU"], [])
    assert client.get("/members/?on=2018-09-01&as=csv").text.count("\r\nUNU,") == 1
    perhaps = client.get("/members/", {"on": "2018-06-15"}).context["roster"]
    assert not perhaps.members
    assert [one["why"] for one in perhaps.perhaps] == ["left during 2018", "joined in June 2018"]


@pytest.fixture
def fina():
    """Focal point of an agency that will be a member from December on."""
    factories.membership("IIM", "2007-12-01")
    fina = factories.user(name="Fina")
    factories.appointment(fina, "IIM", starts="2007-11-01")
    return fina


SOON = "From 1 December 2007 you will be focal point of IIM"


def test_who_begins_later_reads_from_when_on(client, fina):
    factories.membership("ILO", "2003-04")
    with clock.moved_to(dt.date(2007, 11, 26)):
        client.force_login(fina)
        assert SOON in words(client.get("/"))
        assert SOON in words(client.get("/members/iim/"))
        assert "you will be" not in words(client.get("/members/ilo/"))
        refused = client.get("/people/")
        assert (refused.status_code, SOON in words(refused)) == (403, True)
        assert "Member from 1 December 2007" in words(client.get("/members/iim/"))
    with clock.moved_to(dt.date(2007, 12, 1)):
        client.force_login(fina)
        assert "you will be" not in client.get("/").text
        assert "Member since 1 December 2007" in words(client.get("/members/iim/"))


@pytest.mark.parametrize(
    ("starts", "ends", "day"),
    [
        ("2007-11-01", None, "2007-12-01"),
        ("2008-03-01", None, "2008-03-01"),
        ("2007-11-01", "2007-11-30", None),
        ("2007-11-01", "2007-12-01", "2007-12-01"),
    ],
)
def test_it_opens_on_the_first_day_of_both_membership_and_appointment(starts, ends, day):
    factories.membership("RC", "2007-12-01", "2009-01-01")
    part = factories.agency("ECA", part_of=factories.agency("RC"), name="")
    person = factories.user()
    factories.appointment(person, part.acronym, starts=starts, ends=ends)
    with clock.moved_to(dt.date(2007, 11, 26)):
        found = people_rules.comes(person)
    assert (found and found[0].isoformat()) == day


def test_visitors_and_members_read_nothing_of_it(client):
    factories.membership("ILO", "2003-04")
    assert people_rules.comes(AnonymousUser()) is None
    assert people_rules.comes(factories.person_of("ILO")) is None
    assert people_rules.comes(factories.user()) is None
    assert client.get("/").status_code == 200


def test_page_of_an_agency_names_who_acts_for_it_from_a_later_day(client, fina):
    with clock.moved_to(dt.date(2007, 10, 26)):
        client.force_login(factories.secretariat())
        page = words(client.get("/members/iim/"))
        assert re.search("From 1 November 2007: *Fina *, focal point", page)
        assert "No principal or focal point yet" not in page
        client.logout()
        assert "Fina" not in client.get("/members/iim/").text
    with clock.moved_to(dt.date(2007, 11, 1)):
        client.force_login(factories.secretariat())
        assert "From 1 November" not in words(client.get("/members/iim/"))


@pytest.mark.parametrize(
    ("on", "number"), [("2003-04-30", "6"), ("2007-06-30", "10"), ("2012-08-31", "16"), ("2003-01-01", "0")]
)
def test_picture_tells_the_number_of_the_day(history, client, on, number):
    picture = (
        client.get("/members/", {"on": on}).text.partition('<svg class="growth"')[2].partition("</svg>")[0]
    )
    told = f"{number} on {PartialDate.parse(on)}"
    assert f": {told}. The table below" in picture.partition(">")[0]
    assert f">{told}</text>" in picture


def test_picture_has_no_mark_for_a_day_outside_its_years(history, client):
    picture = client.get("/members/", {"on": "1999-01-01"}).text.partition('<svg class="growth"')[2]
    assert "1999" not in picture.partition("</svg>")[0]


@pytest.mark.parametrize("typed", ["tomorrow", "2007-02-30", "<script>", "0"])
def test_members_on_no_day_says_so_keeps_what_was_typed_and_shows_today(history, client, typed):
    with clock.moved_to(dt.date(2007, 6, 30)):
        answer = client.get("/members/", {"on": typed})
    assert answer.status_code == 200
    assert "Write the date as 14 May 2027." in words(answer)
    assert "10 members on 30 June 2007" in words(answer)
    assert "<script>" not in answer.text.partition("<body>")[2]
    assert answer.context["typed"] == typed


def test_members_of_today_follow_the_clock_in_the_zone_of_the_group(client):
    factories.membership("ILO", "2007-07-01")
    with clock.moved_to(dt.datetime(2007, 6, 30, 21, 59, tzinfo=dt.UTC)):
        assert "No members on 30 June 2007" in words(client.get("/members/"))
    with clock.moved_to(dt.datetime(2007, 6, 30, 22, 0, tzinfo=dt.UTC)):
        assert "1 member on 1 July 2007" in words(client.get("/members/"))


def test_agency_shows_its_membership_parts_and_chairs_held(history, client):
    page = client.get("/members/regional-commissions/").text
    assert "ESCAP" in page
    assert "1 January to 30 June 2013" in page
    assert client.get("/members/nobody/").status_code == 404


def test_home_says_that_nobody_chairs_and_who_did_last(history, client):
    page = client.get("/").text
    assert "Nobody chairs the Group today." in page
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
