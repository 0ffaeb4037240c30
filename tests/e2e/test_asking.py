"""Asking for meetings and calling them, and the hour that it is where a reader sits, in a browser."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from agencies.models import User
from foundation.dates import clock
from meetings.convening import actions as convening_actions
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

NOW = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def people(history):
    return {
        "chair": factories.person_of("IOM", name="Chris Chair").email,
        "focal": factories.person_of("ILO", name="Fay Focal").email,
    }


@pytest.fixture
def march():
    with clock.moved_to(NOW):
        yield


@pytest.fixture
def meeting(people, march):
    by = User.objects.get(email=people["chair"])
    return convening_actions.call_at_once(
        level="working", date=factories.date("2007-03-26"), time=dt.time(15), timezone="Europe/Zurich",
        length=180, city="Geneva", by=by,
    )  # fmt: skip


def sound(somebody):
    assert somebody.findings() == []
    assert somebody.complaints == []


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Europe/Zurich", ""),
        ("Europe/Rome", ""),  # another zone, the same hour
        ("America/New_York", " · 09:00–12:00 your time"),  # where the clocks changed two weeks before
        ("Asia/Manila", " · 21:00–00:00 your time"),
        ("Pacific/Auckland", " · Tuesday, 01:00–04:00 your time"),
    ],
)
def test_reader_sees_the_hour_of_the_place_and_their_own_where_it_is_another(
    meeting, people, visitor, zone, own
):
    somebody = visitor(zone=zone)
    page = somebody.logs_in(people["focal"])
    for path in (meeting.get_absolute_url(), "/meetings/", "/"):
        somebody.goes_to(path)
        said = page.locator('time[datetime="2007-03-26T15:00:00+02:00"]').filter(has_text="–")
        expect(said).to_have_text(f"15:00–18:00 (Geneva time){own}", use_inner_text=True)
    sound(somebody)


def test_chair_calls_a_meeting_in_one_go_and_is_told_what_cannot_be(march, people, traveller):
    chair = traveller()
    page = chair.logs_in(people["chair"])
    chair.goes_to("/meetings/plan/")
    sound(chair)
    page.get_by_label("Date").fill("25 March 2007")
    page.get_by_label("Start time").fill("02:30")
    page.get_by_label("End time or duration").fill("01:00")
    page.get_by_label("City").fill("Geneva")
    page.get_by_role("button", name="Plan and convene meeting").click()
    page.get_by_text("There is no 02:30 on 25 March 2007").wait_for()
    sound(chair)
    page.get_by_label("Start time").fill("10:00")
    page.get_by_role("button", name="Plan and convene meeting").click()
    page.get_by_text("The meeting cannot end before it starts").wait_for()
    expect(page.get_by_label("End time or duration")).to_have_value("01:00")
    page.get_by_label("End time or duration").fill("2 h 30")
    page.get_by_role("button", name="Plan and convene meeting").click()
    page.get_by_text("Meeting convened").wait_for()
    expect(page.locator("main .facts").first).to_contain_text(
        "10:00–12:30 (Geneva time)", use_inner_text=True
    )
    sound(chair)


def test_member_asks_for_a_meeting_and_the_chair_declines_takes_that_back_and_calls_it(
    march, people, traveller
):
    member, chair = traveller(), traveller()
    page = member.logs_in(people["focal"])
    member.goes_to("/meetings/")
    page.get_by_role("link", name="Meeting requests").click()
    sound(member)
    page.get_by_role("link", name="Request a meeting").click()
    sound(member)
    page.get_by_role("button", name="Send request").click()
    page.get_by_text("Please fill this in").wait_for()
    sound(member)
    page.get_by_label("Subject of the meeting").fill("Stranded crews")
    page.get_by_label("Preferred date").fill("April 2007")
    page.get_by_role("button", name="Send request").click()
    page.get_by_text("Your request has been sent to the chair.").wait_for()
    sound(member)

    desk = chair.logs_in(people["chair"])
    chair.goes_to("/")
    desk.get_by_role("link", name="ILO has requested a meeting: Stranded crews").click()
    sound(chair)
    desk.get_by_label("Reason").fill("We meet next week.")
    desk.get_by_role("button", name="Decline").click()
    desk.get_by_text("We meet next week.").wait_for()
    sound(chair)
    page.reload()
    page.get_by_text("We meet next week.").wait_for()
    sound(member)
    desk.get_by_role("button", name="Reopen request").click()
    desk.get_by_role("link", name="Plan meeting").click()
    expect(desk.get_by_label("Title")).to_have_value("Stranded crews")
    sound(chair)
    desk.get_by_label("Date").fill("27 April 2007")
    desk.get_by_role("button", name="Plan and convene meeting").click()
    desk.get_by_text("Convened at the request of ILO").wait_for()
    page.reload()
    page.get_by_role("link", name="Stranded crews").click()
    page.get_by_text("Convened at the request of ILO").wait_for()
    member.goes_to("/meetings/requests/")
    sound(member)


def test_what_is_wanted_before_a_meeting_is_told_with_the_readers_own_hour(meeting, people, traveller):
    with clock.moved_to(dt.datetime(2007, 3, 2, 9, tzinfo=dt.UTC)):
        focal = traveller(zone="America/New_York")
        page = focal.logs_in(people["focal"])
        focal.goes_to("/")
        thing = page.locator(".awaiting li").filter(has_text="Propose a topic for")
        expect(thing).to_contain_text(
            "by Monday 5 March, 18:00 (Geneva time) · 12:00 your time", use_inner_text=True
        )
        sound(focal)
        focal.goes_to(meeting.get_absolute_url())
        page.get_by_text("You can propose topics until Monday 5 March, 18:00 (Geneva time)").wait_for()
        sound(focal)
        page.get_by_role("link", name="Propose a topic").click()
        page.get_by_role("heading", name="Propose a topic").wait_for()
