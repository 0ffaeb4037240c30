"""The feeds, read by a real calendar: khal keeps what it is given as a calendar program does."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from foundation.dates import clock
from meetings.calendar import feeds
from meetings.convening import actions as convening_actions
from meetings.meeting import calendar_entries
from meetings.models import Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


def feed_of(person) -> bytes:
    answer = Client().get(f"/meetings/calendar/{feeds.new_address(person).calendar_key}.ics")
    assert answer.status_code == 200
    return answer.content


def test_calendar_shows_a_meeting_its_move_and_its_cancellation(plan, people, khal):
    meeting = plan(title="Towards the Forum", **HOUR)
    khal.subscribe(feed_of(people["member"]))
    assert khal.shows("2007-04-10") == ["15:00-17:00 GMG: Towards the Forum CONFIRMED"]
    later = {"date": factories.date("2007-04-11"), "time": dt.time(9)}
    convening_actions.change_meeting(meeting, changes=later, revision=meeting.revision, by=people["chair"])
    khal.subscribe(feed_of(people["member"]))
    assert khal.shows("2007-04-10") == []
    assert khal.shows("2007-04-11") == ["09:00-11:00 GMG: Towards the Forum CONFIRMED"]
    convening_actions.cancel_meeting(meeting, by=people["chair"])
    khal.subscribe(feed_of(people["member"]))
    assert khal.shows("2007-04-11") == ["09:00-11:00 GMG: Towards the Forum CANCELLED"]


def test_invitation_that_was_imported_is_moved_by_the_next_one(plan, people, khal):
    """The mails, one after the other, in one calendar: the same entry, which moves."""
    meeting = plan(**HOUR)
    khal.subscribe(calendar_entries.request(meeting, "ana@example.org").encode())
    meeting = convening_actions.change_meeting(
        meeting, changes={"time": dt.time(16)}, revision=meeting.revision, by=people["chair"]
    )
    second = khal.folder / "second.ics"
    second.write_bytes(calendar_entries.request(meeting, "ana@example.org").encode())
    khal.run("import", "--batch", str(second))
    assert len(khal.shows("2007-04-10")) == 1
    assert khal.shows("2007-04-10")[0].startswith("16:00-18:00")


def test_hour_is_that_of_the_place_on_either_side_of_the_change_of_the_clock(plan, people, khal):
    plan(
        day="2007-03-20", time=dt.time(10), timezone="America/New_York", length=60
    )  # New York has summer time
    plan(day="2007-04-10", time=dt.time(10), timezone="America/New_York", length=60)
    khal.subscribe(feed_of(people["member"]))
    assert khal.shows("2007-03-20")[0].startswith("15:00-16:00")
    assert khal.shows("2007-04-10")[0].startswith("16:00-17:00")


def test_day_without_an_hour_is_a_whole_day(plan, people, khal):
    plan()
    khal.subscribe(feed_of(people["member"]))
    assert len(khal.shows("2007-04-10")) == 1
    assert khal.shows("2007-04-11") == []


def uids(content: bytes) -> set[str]:
    return {str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")}


def uid(meeting: Meeting) -> str:
    return str(calendar_entries.event(meeting)["uid"])


def test_what_is_planned_is_in_the_troikas_calendar_only(plan, people):
    planned = plan(called=False, **HOUR)
    assert uid(planned) in uids(feed_of(people["chair"]))
    assert uid(planned) in uids(feed_of(people["incoming"]))
    assert uid(planned) not in uids(feed_of(people["member"]))
    [event] = [
        one
        for one in Calendar.from_ical(feed_of(people["chair"])).walk("VEVENT")
        if one["uid"] == uid(planned)
    ]
    assert event["status"] == "TENTATIVE"


def test_feed_tells_nothing_of_the_agenda_nor_how_to_dial_in(plan, people):
    plan(items=["Quillwort"], dial_in="code 77", published=True, **HOUR)
    content = feed_of(people["chair"])
    assert b"Quillwort" not in content
    assert b"code 77" not in content


def test_public_feed_tells_only_that_the_group_met(plan, people):
    held = plan(day="2007-02-20", title="Quillwort", venue="Room 5", city="Geneva")
    ahead = plan(**HOUR)
    content = Client().get("/meetings/calendar.ics").content
    assert uid(held) in uids(content)
    assert uid(ahead) not in uids(content)
    assert b"Quillwort" not in content
    assert b"Room 5" not in content
    assert b"/meetings/" not in content


def test_new_address_ends_the_old_one_and_who_left_has_none(plan, people, as_):
    meeting = plan(**HOUR)
    person = people["member"]
    old = feeds.new_address(person).calendar_key
    page = as_("member").post("/meetings/calendar/address/", follow=True).text
    person.refresh_from_db()
    assert person.calendar_key in page
    assert Client().get(f"/meetings/calendar/{old}.ics").status_code == 404
    address = f"/meetings/calendar/{person.calendar_key}.ics"
    assert uid(meeting) in uids(Client().get(address).content)
    person.appointments.update(ends=dt.date(2007, 2, 28))
    assert uids(Client().get(address).content) == set()
    person.is_active = False
    person.save()
    assert Client().get(address).status_code == 404


def test_calendar_that_has_it_already_is_told_so(plan, people):
    plan(**HOUR)
    key = feeds.new_address(people["member"]).calendar_key
    first = Client().get(f"/meetings/calendar/{key}.ics")
    with clock.moved_to(clock.now() + dt.timedelta(hours=1)):
        again = Client().get(f"/meetings/calendar/{key}.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_public_feed_goes_back_one_year(plan, people):
    old, recent = plan(day="2006-02-20"), plan(day="2006-03-20")
    found = uids(Client().get("/meetings/calendar.ics").content)
    assert uid(recent) in found
    assert uid(old) not in found


@pytest.mark.parametrize("address", ["/meetings/calendar.ics", "private"])
def test_calendar_is_not_made_for_a_program_that_has_it(plan, people, monkeypatch, address):
    plan(day="2007-02-20", **HOUR)
    if address == "private":
        address = f"/meetings/calendar/{feeds.new_address(people['member']).calendar_key}.ics"
    first = Client().get(address)
    assert Client().head(address)["ETag"] == first["ETag"]
    made = []
    monkeypatch.setattr(feeds.Feed, "content", lambda feed: made.append(feed) or b"")
    for has in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = Client().get(address, headers=has)
        assert (again.status_code, again["ETag"], made) == (304, first["ETag"], [])


def test_calendar_is_made_again_after_a_change_and_the_next_day(plan, people):
    meeting = plan(day="2007-02-20", **HOUR)
    marks = [Client().get("/meetings/calendar.ics")["ETag"]]
    meeting.city = "Bern"
    meeting.save()
    marks.append(Client().get("/meetings/calendar.ics")["ETag"])
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        marks.append(Client().get("/meetings/calendar.ics")["ETag"])
    assert len(set(marks)) == 3


def test_feed_of_many_asks_as_often_as_one_of_few(plan, people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    key = feeds.new_address(people["member"]).calendar_key

    def queries():
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/meetings/calendar/{key}.ics")
        return len(asked)

    plan(**HOUR)
    few = queries()
    for day in range(1, 21):
        factories.meeting(f"2007-06-{day:02}", time=dt.time(8), timezone="Europe/Zurich")
    assert queries() == few
