"""Home: for a visitor the Group, for who is logged in what awaits them and what comes next."""

import datetime as dt

import pytest

from foundation import clock, discovery
from foundation.awaiting import Awaited
from gmg_portal import views
from tests import factories

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=clock.zone())


@pytest.fixture(autouse=True)
def now():
    with clock.moved_to(NOON):
        yield


@pytest.fixture
def things(monkeypatch):
    """What awaits everybody."""
    things = []
    monkeypatch.setattr(views, "awaited", lambda user: things)
    return things


@pytest.fixture
def focal_point():
    factories.membership("IOM", "2003")
    return factories.person_of("IOM", name="Ana")


def test_visitor_sees_the_group_and_nothing_awaits(client):
    page = client.get("/").text
    assert "Awaiting" not in page
    assert "Global Migration Group" in page
    for link in ("Documents", "Chair", "Members", "Log in"):
        assert link in page
    for link in ("Meetings", "Proposals", "Actions", "Contacts", "Applications"):
        assert f">{link}</a>" not in page


def test_what_awaits_stands_as_a_sentence_with_deadline_and_link(client, focal_point, things):
    things += [
        Awaited("Reply to the meeting.", "/reply/", "Reply", by=NOON + dt.timedelta(days=2)),
        Awaited("Send the figures.", "/send/", "Report", by=NOON - dt.timedelta(days=2)),
        Awaited("Write the report.", "/write/", "Write"),
    ]
    client.force_login(focal_point)
    page = client.get("/").text
    for text in (
        'href="/reply/"',
        "Reply to the meeting.",
        "Wednesday 6 May, 12:00",
        "CEST",
        'href="/write/"',
    ):
        assert text in page
    assert page.count("late:") == 1
    assert "Nothing awaits you" not in page


def test_nothing_awaited_is_one_sentence_and_what_comes_next(client, focal_point, things):
    client.force_login(focal_point)
    assert "Nothing awaits you. No meeting is called yet." in client.get("/").text
    factories.meeting("2026-05-20", city="Geneva", time=dt.time(10))
    page = client.get("/").text
    assert "Nothing awaits you. Next comes the working level meeting of 20 May 2026." in page
    assert "Geneva, 10:00" in page


def test_next_meeting_is_one_that_the_person_may_see(client, focal_point, things):
    factories.meeting("2026-05-10", stage="planned")
    factories.meeting("2026-05-20")
    client.force_login(focal_point)
    assert client.get("/").context["meeting"].date.iso == "2026-05-20"
    factories.term("IOM", "2026-01-01", "2026-06-30")
    page = client.get("/")
    assert page.context["meeting"].date.iso == "2026-05-10"
    assert "planned, not yet called" in page.text


def test_home_tells_until_when_who_is_in_the_chair(client, focal_point, things):
    factories.term("ILO", "2026-01-01", "2026-06-30")
    factories.term("UNDP", "2026-07-01", "2026-12-31")
    client.force_login(focal_point)
    page = client.get("/").text
    for text in ("30 June 2026", "Outgoing", "Nobody before", "UNDP"):
        assert text in page


def test_who_acts_for_nobody_is_told_so(client, things):
    factories.meeting("2026-05-20")
    client.force_login(factories.user())
    page = client.get("/")
    assert "You act for no member" in page.text
    assert page.context["meeting"] is None
    assert ">Meetings</a>" not in page.text


def test_links_to_what_is_not_there_are_left_out(client, focal_point, things, settings):
    """Each entry stands only where its page exists, and the person may."""
    client.force_login(focal_point)
    assert client.get("/").status_code == 200
    assert ">Applications</a>" not in client.get("/").text


def test_what_the_apps_tell_is_asked(client, focal_point, monkeypatch):
    class Told:
        __name__ = "told"

        @staticmethod
        def awaiting(user):
            return [Awaited(f"For {user.shown}.", "/x/", "Look")]

    monkeypatch.setattr(discovery, "modules", lambda name: [Told])
    client.force_login(focal_point)
    assert "For Ana." in client.get("/").text
