"""Outside the Group: the calendar with its deadlines, and the ledger of what was said."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.models import Event, Occasion
from chairmanship.outside import actions as outside_actions
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.calendar.days import Days
from tests import factories
from tests.awaiting import awaiting_in

awaiting = awaiting_in("agencies", "chairmanship")

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "UNDESA", "ILO"):
            factories.membership(acronym, "2003")
        factories.term("UNHCR", "2006-07-01", "2006-12-31")
        factories.term("IOM", "2007-01-01", "2007-06-30")
        factories.term("UNDESA", "2007-07-01", "2007-12-31")
        yield


@pytest.fixture
def chair(client):
    person = factories.person_of("IOM")
    client.force_login(person)
    return person


OCCASION = {
    "forum": "Global Forum", "title": "", "starts": "2007-07-09", "ends": "2007-07-11", "city": "Brussels",
    "website": "", "note": "", "revision": "0",
    "deadlines": "2007-03-09 Send the text\n\n2007-06-01: Name who speaks",
}  # fmt: skip
SAID = {"kind": "statement", "date": "2007-02-20", "forum": "Global Forum", "revision": "0"}


def test_event_of_others_is_kept_with_its_deadlines(client, chair):
    page = client.post("/outside/events/add/", OCCASION, follow=True)
    assert "9 to 11 July 2007" in page.text
    assert "By 9 March 2007" in " ".join(page.text.replace("<strong>", "").replace("</strong>", "").split())
    occasion = Occasion.objects.get()
    assert [str(one) for one in occasion.deadlines.all()] == [
        "9 March 2007: Send the text", "1 June 2007: Name who speaks",
    ]  # fmt: skip
    kept = occasion.deadlines.first().pk
    changed = OCCASION | {"deadlines": "2007-03-09 Send the text\n2007-06-02 Name who speaks"}
    client.post(f"/outside/events/{occasion.pk}/change/", changed)
    assert [one.day.day for one in occasion.deadlines.all()] == [9, 2]
    assert occasion.deadlines.first().pk == kept
    assert occasion.events.count() == 0  # an event of others is not what was said there
    assert "The Global Forum" not in client.get("/outside/said/").text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"deadlines": "soon Send it"}, "deadlines", "write the date first"),
        ({"deadlines": "2007-02-30 Send it"}, "deadlines", "write the date first"),
        ({"deadlines": "2007-03-01"}, "deadlines", "write the date first"),
        ({"ends": "2007-07-01"}, "ends", "cannot end before"),
        ({"forum": ""}, "forum", "Please fill this in"),
    ],
)
def test_event_that_cannot_be_says_beside_the_field_why(client, chair, typed, field, words):
    page = client.post("/outside/events/add/", OCCASION | typed)
    assert list(page.context["form"].errors) == [field]
    assert words in str(page.context["form"].errors)
    assert not Occasion.objects.exists()


def test_deadline_that_is_near_awaits_the_chair(chair):
    occasion = factories.occasion()
    for day in ("2007-02-28", "2007-03-15", "2007-03-16"):
        occasion.deadlines.create(day=dt.date.fromisoformat(day), what=f"Text of {day}")
    assert [one.sentence for one in awaiting(chair)] == ["Global Forum: Text of 2007-03-15"]
    assert awaiting(factories.person_of("ILO")) == []


def test_what_was_said_goes_into_the_ledger_and_its_text_is_published_later(client, chair):
    page = client.post(
        "/outside/said/add/", SAID | {"text": "Excellencies.", "spoken_by": "B. McKinley"}, follow=True
    )
    event = Event.objects.get()
    assert "Excellencies." in page.text
    client.logout()
    seen = client.get(event.get_absolute_url()).text
    assert "Excellencies." not in seen
    assert "McKinley" not in seen
    client.force_login(factories.person_of("ILO"))
    assert "Excellencies." in client.get(event.get_absolute_url()).text
    client.force_login(chair)
    client.post(f"/outside/said/{event.pk}/publish/")
    client.logout()
    assert "Excellencies." in client.get(event.get_absolute_url()).text
    client.force_login(chair)
    client.post(f"/outside/said/{event.pk}/withdraw/")
    client.logout()
    assert "Excellencies." not in client.get(event.get_absolute_url()).text


def test_nothing_is_published_without_its_text():
    with pytest.raises(Refused, match="no text to publish yet"):
        outside_actions.publish(factories.event())


def test_what_is_to_come_is_no_statement_and_is_told_nowhere(client, chair):
    page = client.post("/outside/said/add/", SAID | {"date": "2007-03-02"})
    assert "in the future" in str(page.context["form"].errors["date"])
    assert not Event.objects.exists()
    event = factories.event(day="2007-03-02", forum="Later Forum")  # as an archive may bring it
    for address in ("/outside/said/", "/chair/iom-2007-01/"):
        assert "Later Forum" not in client.get(address).text
    assert client.get(event.get_absolute_url()).status_code == 404


def test_troika_that_spoke_is_the_one_of_the_day_unless_told(client, chair):
    client.post("/outside/said/add/", SAID | {"kind": "briefing", "by_troika": "on", "delivered_by": ""})
    event = Event.objects.get()
    assert [str(one) for one in event.speakers.all()] == ["UNHCR", "IOM", "UNDESA"]
    ilo = factories.agency("ILO")
    client.post(
        f"/outside/said/{event.pk}/change/",
        SAID | {"kind": "briefing", "by_troika": "on", "delivered_by": "", "speakers": [ilo.pk]},
    )
    assert [str(one) for one in event.speakers.all()] == ["ILO"]


def test_either_the_troika_or_an_agency_spoke(client, chair):
    typed = SAID | {"by_troika": "on", "delivered_by": factories.agency("IOM").pk}
    page = client.post("/outside/said/add/", typed)
    assert list(page.context["form"].errors) == ["delivered_by"]


def test_forum_comes_from_the_calendar_and_the_same_is_not_entered_twice(client, chair):
    occasion = factories.occasion(title="Summit")
    typed = SAID | {"forum": "", "occasion": occasion.pk}
    assert client.post("/outside/said/add/", typed).status_code == 302
    assert Event.objects.get().forum == "Global Forum"
    assert client.post("/outside/said/add/", typed).status_code == 200
    assert Event.objects.count() == 1
    page = client.post("/outside/said/add/", SAID | {"forum": ""})
    assert list(page.context["form"].errors) == ["forum"]


def test_two_who_change_one_event_lose_nothing(client, chair):
    event = factories.event(summary="First")
    Event.objects.filter(pk=event.pk).update(revision=1, summary="Of another")
    page = client.post(f"/outside/said/{event.pk}/change/", SAID | {"summary": "Mine"})
    assert "Somebody else changed this" in page.text
    assert "Mine" in page.text
    again = SAID | {"summary": "Mine", "revision": page.context["form"]["revision"].value()}
    assert client.post(f"/outside/said/{event.pk}/change/", again).status_code == 302
    event.refresh_from_db()
    assert event.summary == "Mine"


def test_ledger_is_by_forum_by_term_and_by_kind(client):
    factories.event("Forum A", "2007-02-01")
    factories.event("Forum B", "2006-12-01", kind="briefing")

    def shown(**asked):
        return [event.forum for event in client.get("/outside/said/", asked).context["page_obj"]]

    assert shown() == ["Forum A", "Forum B"]
    assert shown(forum="Forum A") == ["Forum A"]
    assert shown(term="unhcr-2006-07") == ["Forum B"]
    assert shown(kind="briefing") == ["Forum B"]
    assert shown(term="nonsense", kind="x") == ["Forum A", "Forum B"]
    assert shown(forum="Forum A", kind="briefing") == []


@pytest.mark.parametrize("address", ["/outside/said/", "/outside/"])
def test_ledger_and_calendar_ask_as_much_for_many(client, chair, address):
    def asked(rows):
        for number in range(rows):
            event = factories.event(f"Forum {rows} {number}", by_troika=True)
            event.speakers.create(position=0, agency=factories.agency("IOM"))
            occasion = factories.occasion(starts=f"2008-{number + 1:02}-01")
            occasion.deadlines.create(day=dt.date(2007, 5, 1), what="Text")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert asked(1) == asked(9)


# The Group's own dates keep clear ---------------------------------------------------------------------


def test_meetings_are_not_planned_on_the_days_of_others():
    factories.occasion(starts="2007-05-14", ends="2007-05-16")
    days = Days.known("Geneva")
    assert days.barred(dt.date(2007, 5, 15)) == "taken by Global Forum"
    assert days.against(dt.date(2007, 5, 18)) == "close to Global Forum"
    assert days.against(dt.date(2007, 5, 22)) == ""


def test_long_session_of_others_crowds_and_does_not_bar():
    factories.occasion("General Assembly", starts="2007-09-18", ends="2007-12-20")
    days = Days.known("Geneva")
    day = dt.date(2007, 10, 3)
    assert days.barred(day) == ""
    assert days.against(day) == "during General Assembly"
    assert days.cost(day) == 3


def test_year_of_meetings_shows_the_events_of_others(client, chair):
    factories.occasion(starts="2007-07-09", title="Summit of the Forum")
    assert "Summit of the Forum" in client.get("/meetings/year/2007/").text


def test_past_external_events_come_in_pages(client):
    client.force_login(factories.secretariat())
    for number in range(60):
        factories.occasion(f"Forum {number:02}", starts=f"{1940 + number}-03-01")
    with clock.moved_to(dt.date(2007, 1, 1)):
        factories.occasion("To come", starts="2007-07-09")
        first, second = (client.get(f"/outside/?page={page}").text for page in (1, 2))
    assert ("To come" in first, "To come" in second) == (True, False)
    assert ("Forum 59" in first, "Forum 00" in first) == (True, False)
    assert ("Forum 59" in second, "Forum 00" in second) == (False, True)
