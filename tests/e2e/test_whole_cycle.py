"""A whole cycle, by four people: from a topic to minutes that stand, with real mail and a real calendar.

The focal point of ILO proposes, UNCTAD supports, IOM chairs, the European Commission is the guest. The mails
are those that a mail server got from the worker; their links are opened by browsers without a login.
"""

import datetime as dt
import io
import re

import pikepdf
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.followup import reminders
from meetings.models import Action, Meeting
from tests import factories
from tests.e2e.walking import Mails, looked_at, text_of

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
IN_THE_ROOM = dt.datetime(2007, 4, 16, 14, 30, tzinfo=dt.UTC)  # 16:30 in Geneva
THEY_STAND = dt.datetime(2007, 4, 30, 16, 0, 1, tzinfo=dt.UTC)  # 18:00 in Geneva, and a second
TOPIC, GUEST = "Domestic workers", "guest@ec.example.org"
LINK = re.compile(r"http\S+?(/meetings/(?:reply|actions/link)/\S+)")


def link_in(message) -> str:
    [link] = set(LINK.findall(text_of(message)))
    return link


def entry_of(message):
    """The method and the entry of the calendar that came with it."""
    [part] = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert calendar.walk("VTIMEZONE")
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def paper() -> dict:
    made, content = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(content)
    return {"name": "survey.pdf", "mimeType": "application/pdf", "buffer": content.getvalue()}


@pytest.fixture
def people(history):
    """Logged in nowhere yet; their addresses are what the mail server will see."""
    return {
        "chair": factories.person_of("IOM", name="M. Chair").email,
        "focal": factories.person_of("ILO", name="Fay Focal").email,
        "second": factories.person_of("UNCTAD", name="Otto Other").email,
    }


def test_four_people_go_through_a_whole_cycle(people, visitor, server, khal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    mails = Mails(server)
    focal, second, chair = visitor("phone"), visitor("phone", "dark"), visitor()
    reader, stand_in, guest, reporter = (visitor("phone") for _ in range(4))  # by links, without a login
    desk = chair.page

    with clock.moved_to(MARCH):
        for who, name in ((focal, "focal"), (second, "second"), (chair, "chair")):
            who.logs_in(people[name])

        # A topic, and who would like to see it taken up.
        page = focal.goes_to("/proposals/new/")
        page.get_by_label("Topic").fill(TOPIC)
        page.get_by_label("Meeting").select_option(label="Next suitable meeting")
        page.get_by_role("button", name="Propose").click()
        page.get_by_role("heading", name=f"Proposed: {TOPIC}").wait_for()
        looked_at(focal)
        page = second.goes_to("/proposals/")
        page.get_by_role("link", name=TOPIC).click()
        page.get_by_label("Reason (optional)").fill("Our board asked for it.")
        page.get_by_role("button", name="Support on behalf of UNCTAD").click()
        page.get_by_text("Our board asked for it.").wait_for()
        looked_at(second)

        # The meeting is planned and called, and moved by an hour afterwards.
        chair.goes_to("/meetings/plan/")
        desk.get_by_label("Date").fill("16 April 2007")
        desk.get_by_label("Start time").fill("15:00")
        desk.get_by_label("End time or duration").fill("2 h")
        desk.get_by_label("City").fill("Geneva")
        desk.get_by_role("button", name="Plan and convene meeting").click()
        desk.get_by_text("will be notified in a minute").wait_for()
        looked_at(chair)
        meeting = Meeting.objects.get(date="2007-04-16")
        place = f"/meetings/{meeting.pk}/"
        called = mails.arrive()
        assert set(called) == set(people.values())
        method, first = entry_of(called[people["focal"]])
        assert (method, first["dtstart"].dt.hour, str(first["dtstart"].dt.tzinfo)) == (
            "REQUEST", 15, "Europe/Zurich",
        )  # fmt: skip

        page = focal.goes_to("/me/")
        page.get_by_role("button", name="Get a calendar address").click()
        feed = page.get_by_label("Calendar address").input_value()
        feed = re.search(r"/meetings/calendar/\S+\.ics", feed)[0]
        looked_at(focal)
        reading = focal.context.request
        khal.subscribe(reading.get(focal.address + feed).body())
        [shown] = khal.shows("2007-04-16")
        assert shown.startswith("15:00-17:00")

        chair.goes_to(place + "change/")
        desk.get_by_label("Start time").fill("16:00")
        desk.get_by_label("End time or duration").fill("2 h")
        desk.get_by_role("button", name="Save").click()
        desk.get_by_text("will be notified in a minute").wait_for()
        moved = mails.arrive()
        method, entry = entry_of(moved[people["focal"]])
        assert (method, entry["uid"], entry["dtstart"].dt.hour) == ("REQUEST", first["uid"], 16)
        assert entry["sequence"] > first["sequence"]
        khal.subscribe(reading.get(focal.address + feed).body())
        [shown] = khal.shows("2007-04-16")
        assert shown.startswith("16:00-18:00")

        # Answers by the links of the mails; looking changes nothing.
        page = reader.goes_to(link_in(moved[people["focal"]]))
        page.get_by_role("button", name="Attending remotely").wait_for()
        looked_at(reader)
        assert not meeting.invitations.exclude(reply="").exists()
        page.get_by_role("button", name="Attending remotely").click()
        page.get_by_text("Your reply: attending remotely.").wait_for()
        page = stand_in.goes_to(link_in(moved[people["second"]]))
        page.get_by_text("Send a representative").click()
        page.get_by_label("Name of the representative").fill("A. Deputy")
        page.get_by_role("button", name="Send representative").click()
        page.get_by_text("Your reply: represented by A. Deputy.").wait_for()
        looked_at(stand_in)

        # The agenda: the topic is accepted, moved, given its time, and published; its paper comes.
        chair.goes_to(place + "agenda/")
        desk.get_by_text("Supported by UNCTAD").wait_for()
        desk.get_by_role("button", name=f"Accept “{TOPIC}”").click()
        row = desk.locator(".agenda-items > li").filter(has_text=TOPIC)
        row.wait_for()
        assert mails.arrive()[people["focal"]]["Subject"] == f"Topic accepted: {TOPIC}"
        grip = desk.get_by_role("button", name=f"{TOPIC}, or move it with the arrow keys")
        grip.focus()
        grip.press("ArrowUp")
        desk.get_by_role("status").get_by_text("is now item 2").wait_for(state="attached")
        row.locator(".grip").drag_to(
            desk.locator(".agenda-items > li").nth(2), target_position={"x": 40, "y": 60}
        )
        desk.get_by_role("status").get_by_text("is now item 3").wait_for(state="attached")
        looked_at(chair)
        desk.get_by_role("link", name=TOPIC, exact=True).first.click()
        desk.get_by_label("Length in minutes").fill("45")
        desk.get_by_role("button", name="Save").click()
        desk.get_by_text("45 of 120 minutes used").first.wait_for()
        desk.get_by_role("link", name=f"Papers for {TOPIC}").click()
        desk.get_by_label("File").set_input_files(paper())
        desk.get_by_label("Title").fill("What the survey found")
        desk.get_by_role("button", name="Add paper").click()
        desk.get_by_role("link", name="What the survey found").wait_for()
        looked_at(chair)
        chair.goes_to(place + "agenda/")
        desk.get_by_role("button", name="Publish agenda").click()
        desk.get_by_text("Members can read it now").wait_for()

        # A guest, to this item only.
        chair.goes_to(place + "guests/add/")
        desk.get_by_label("Organization").fill("European Commission")
        desk.get_by_label("E-mail").fill(GUEST)
        desk.get_by_label(TOPIC).check()
        desk.get_by_role("button", name="Invite participant").click()
        desk.get_by_role("button", name="Undo").wait_for()
        looked_at(chair)
        told = mails.arrive()
        assert TOPIC in text_of(told[people["focal"]])
        for_guest = link_in(told[GUEST])
        page = guest.goes_to(for_guest)
        page.get_by_role("link", name="What the survey found").wait_for()
        expect(page.get_by_text("Matters arising")).to_have_count(0)
        page.get_by_role("button", name="Attending", exact=True).click()
        page.get_by_text("Your reply: attending.").wait_for()
        looked_at(guest)

    # In the room, on the chair's desk: who is there, what is said and agreed.
    with clock.moved_to(IN_THE_ROOM):
        chair.goes_to(place + "attendance/")
        desk.get_by_text("Reply: attending remotely").wait_for()
        line = desk.get_by_role("group", name="ILO")
        line.get_by_role("button", name="Remote", exact=True).click()
        line.get_by_role("button", name="Remote", exact=True, pressed=True).wait_for()
        heard = re.compile("Present.*European Commission")
        desk.get_by_role("button", name=heard).click()
        desk.get_by_role("button", name=heard, pressed=True).wait_for()
        looked_at(chair)
        chair.goes_to(place + "minutes/")
        section = desk.locator(".written").filter(has_text=TOPIC)
        section.get_by_label("Minutes on").fill("The survey was discussed.")
        desk.get_by_role("status").get_by_text("Saved").wait_for()
        section.get_by_text("Add a decision or an action").click()
        section.get_by_label("Decision", exact=True).fill("The Group speaks with one voice on it.")
        section.get_by_label("Action point", exact=True).fill("Draft two pages.")
        section.get_by_label("Responsible").select_option(label="UNCTAD")
        section.get_by_label("Due").fill("4 May 2007")
        section.get_by_role("button", name="Save").click()
        desk.get_by_text("UNCTAD · by 4 May 2007 · Draft two pages.").wait_for()
        looked_at(chair)
        desk.get_by_role("link", name="Circulate minutes").click()
        desk.get_by_label("Comments by").fill("30 April 2007")
        desk.get_by_role("button", name="Circulate").click()
        desk.get_by_text("until Monday 30 April, 18:00 (Geneva time)").first.wait_for()
        circulated = mails.arrive()
        assert place in text_of(circulated[people["focal"]])
        assert GUEST not in circulated

        page = focal.goes_to(place)
        item = page.locator(".agenda-read > li").filter(has_text="The survey was discussed.")
        item.get_by_text("Comment on this item").click()
        item.get_by_label("Your comment").fill("It was welcomed, too.")
        item.get_by_role("button", name="Send comment").click()
        page.get_by_text("Comment sent to the chair.").wait_for()
        looked_at(focal)
        chair.goes_to(place + "minutes/")
        desk.get_by_text("It was welcomed, too.").wait_for()

    # They stand by the clock alone; the guest's link has ended, and the action is reported by mail.
    with clock.moved_to(THEY_STAND):
        page = focal.goes_to(place)
        page.get_by_text("minutes adopted").first.wait_for()
        expect(page.get_by_text("Comment on this item")).to_have_count(0)
        looked_at(focal)
        guest.goes_to(for_guest).get_by_text("This meeting is over.").wait_for()
        guest.complaints.clear()  # that the page is gone, as it should be
        looked_at(guest)
        mails.arrive()
        assert reminders.remind_of_actions() == 1
        reminded = mails.arrive()
        assert set(reminded) == {people["second"]}
        page = reporter.goes_to(link_in(reminded[people["second"]]))
        page.get_by_label("Progress").fill("Sent to all members.")
        looked_at(reporter)
        assert not Action.objects.get(text="Draft two pages.").done
        page.get_by_role("button", name="Mark as done").click()
        page.get_by_text("Sent to all members.").first.wait_for()
        page = focal.goes_to("/meetings/actions/?state=done")
        page.get_by_text("Draft two pages.").first.wait_for()
        looked_at(focal)
        khal.subscribe(reading.get(focal.address + feed).body())
        [shown] = khal.shows("2007-04-16")
        assert shown.startswith("16:00-18:00")
        assert shown.endswith("CONFIRMED")
