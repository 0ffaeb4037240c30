"""The attendance on the phone in the room."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.models import Invitation
from tests import factories
from tests.e2e.walking import comes_to

pytestmark = pytest.mark.django_db(transaction=True)

ON_THE_DAY = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def room(history):
    """A meeting of today in the IOM term, to which a focal point said that they come."""
    chair, focal = factories.person_of("IOM", name="M. Chair"), factories.person_of("ILO", name="L. Member")
    with clock.moved_to(ON_THE_DAY):
        meeting = factories.meeting(
            "2007-03-01", city="Geneva", called_at=clock.now(), agenda_state="provisional"
        )
        agency = focal.appointments.get().agency
        Invitation.objects.create(meeting=meeting, person=focal, agency=agency, reply="coming")
        yield {"chair": chair, "meeting": meeting}


def taken(room):
    rows = room["meeting"].attendance.select_related("agency")
    return {str(row.agency): (row.name, row.how, row.represented_by) for row in rows}


def test_attendance_is_taken_in_taps(room, traveller):
    somebody = traveller()
    page = somebody.page
    somebody.logs_in(room["chair"].email)
    somebody.goes_to(f"/meetings/{room['meeting'].pk}/attendance/")
    expect(page.get_by_text("Reply: attending")).to_be_visible()
    for button in page.locator("button.how").all():
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    # As fast as one can tap: nothing gets lost, and one line twice keeps the last.
    line = {name: page.get_by_role("group", name=name) for name in ("ILO", "UNHCR", "OHCHR", "UNCTAD")}
    line["ILO"].get_by_role("button", name="Present", exact=True).click()
    line["UNHCR"].get_by_role("button", name="Present", exact=True).click()
    line["UNHCR"].get_by_role("button", name="Apologies", exact=True).click()
    line["OHCHR"].get_by_role("button", name="Remote", exact=True).click()
    line["UNCTAD"].get_by_role("button", name="Represented", exact=True).click()
    page.get_by_text("1 present").wait_for()
    name = page.get_by_label("Represented by", exact=True)
    name.fill("Ana Rossi")
    name.press("Enter")
    wanted = {
        "ILO": ("L. Member", "present", ""),
        "UNHCR": ("", "apologies", ""),
        "OHCHR": ("", "remote", ""),
        "UNCTAD": ("", "represented", "Ana Rossi"),
    }
    comes_to(page, wanted, lambda: taken(room))
    assert somebody.complaints == []
    assert somebody.findings() == []
    # The finger, or the key, stays where it was.
    again = line["OHCHR"].get_by_role("button", name="Remote", exact=True)
    again.focus()
    page.keyboard.press("Space")
    line["OHCHR"].get_by_role("button", name="Remote", exact=True, pressed=False).wait_for()
    expect(again).to_be_focused()
    comes_to(page, False, lambda: "OHCHR" in taken(room))


def test_two_phones_lose_nothing(room, visitor):
    phones = [visitor("phone"), visitor("phone")]
    for phone in phones:
        phone.logs_in(room["chair"].email)
        phone.goes_to(f"/meetings/{room['meeting'].pk}/attendance/")
    tapped = [("UNHCR", "Present"), ("ILO", "Present"), ("ILO", "Present"), ("OHCHR", "Apologies")]
    for number, (name, how) in enumerate(tapped):
        page = phones[number % 2].page
        page.get_by_role("group", name=name).get_by_role("button", name=how, exact=True).click()
        page.get_by_role("group", name=name).get_by_role(
            "button", name=how, exact=True, pressed=True
        ).wait_for()
    wanted = {"ILO": "present", "UNHCR": "present", "OHCHR": "apologies"}
    comes_to(page, wanted, lambda: {name: how for name, (_, how, _) in taken(room).items()})


def test_tap_that_is_not_saved_is_said(room, visitor):
    somebody = visitor("phone")
    page = somebody.page
    somebody.logs_in(room["chair"].email)
    somebody.goes_to(f"/meetings/{room['meeting'].pk}/attendance/")
    present = page.get_by_role("group", name="ILO").get_by_role("button", name="Present", exact=True)
    page.route("**/attendance/mark/", lambda route: route.abort())
    present.click()
    page.get_by_role("alert").get_by_text("Not saved for ILO: the portal is not responding.").wait_for()
    page.unroute("**/attendance/mark/")
    present.click()
    page.get_by_text("1 present").wait_for()
    expect(page.get_by_role("alert")).to_have_count(0)
    comes_to(page, {"ILO": ("L. Member", "present", "")}, lambda: taken(room))
    Session.objects.all().delete()  # the login ends
    page.get_by_role("group", name="UNHCR").get_by_role("button", name="Remote", exact=True).click()
    page.get_by_role("alert").get_by_text("Not saved for UNHCR: you are no longer signed in.").wait_for()
    expect(page.get_by_role("group").nth(9)).to_be_visible()  # the page stays as it is
    assert somebody.findings() == []
