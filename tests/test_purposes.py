"""Purposes of the Group: suggested from the text, accepted in one click, and covered by a term."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Purpose
from documents.models import Document
from foundation.dates import clock
from meetings.agenda.handover import coverage
from meetings.models import AgendaItem, Decision
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)
TEXT = "Data on remittances"
ADDRESSES = {
    "event": "outside:event_purposes",
    "document": "documents:document_purposes",
    "activity": "workplan:activity_purposes",
    "item": "meetings:item_purposes",
}


@pytest.fixture(autouse=True)
def term():
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "ILO"):
            factories.membership(acronym, "2003")
        factories.term("UNHCR", "2006-07-01", "2006-12-31")
        yield factories.term("IOM", "2007-01-01", "2007-06-30")


@pytest.fixture(params=ADDRESSES)
def thing(request, term):
    """One of the four things that carry purposes, with the addresses of its page and of the verb."""
    if request.param == "event":
        found = factories.event(summary=TEXT)
    elif request.param == "document":
        found = Document.objects.create(title=TEXT, kind="brochure", state="published", term=term)
    elif request.param == "activity":
        found = factories.activity(TEXT, lead="ILO", term=term)
    else:
        found = item(title=TEXT)
    keys = [found.meeting_id, found.pk] if request.param == "item" else [found.pk]
    page = "" if request.param == "item" else found.get_absolute_url()
    return (
        found,
        page or reverse("meetings:item_change", args=keys),
        reverse(ADDRESSES[request.param], args=keys),
    )


def item(day="2007-02-01", **fields):
    meeting = factories.meeting(day)
    return AgendaItem.objects.create(meeting=meeting, position=0, **{"title": "Item"} | fields)


def number(one):
    return Purpose.objects.get(edition=1, number=one)


# Suggested and accepted ------------------------------------------------------------------------------


def test_purposes_are_suggested_where_there_are_none_and_one_click_accepts_them(client, thing):
    found, page, address = thing
    client.force_login(factories.person_of("IOM"))
    shown = client.get(page).text
    assert f'action="{address}"' in shown
    assert "Purposes suggested from the text:" in shown
    assert "matching words: “data”, “remittances”" in shown
    assert f'name="purposes" value="{number(6).pk}">{number(6)}' in shown
    answer = client.post(address, {"purposes": [number(6).pk]}, follow=True)
    assert answer.redirect_chain[0][0] == page
    assert "Purposes saved." in answer.text
    assert list(found.purposes.all()) == [number(6)]
    assert "suggested from the text" not in answer.text
    assert str(number(6)) in answer.text
    found.refresh_from_db()
    entries = LogEntry.objects.get_for_object(found)
    assert [one.changes["purposes"]["objects"] for one in entries if "purposes" in one.changes] == [
        [str(number(6))]
    ]
    assert found.revision == 1  # so that a form that was open meanwhile does not clear them unseen


def test_purposes_that_somebody_chose_meanwhile_stay(client, thing):
    found, _, address = thing
    client.force_login(factories.person_of("IOM"))
    found.purposes.add(number(1))
    answer = client.post(address, {"purposes": [number(6).pk]}, follow=True)
    assert "Somebody else has just chosen purposes. Nothing was changed." in answer.text
    assert list(found.purposes.all()) == [number(1)]


@pytest.mark.parametrize("sent", [{}, {"purposes": "x"}, {"purposes": "999999"}])
def test_what_is_no_purpose_is_refused_in_words(client, sent):
    event = factories.event()
    client.force_login(factories.person_of("IOM"))
    answer = client.post(reverse("outside:event_purposes", args=[event.pk]), sent, follow=True)
    assert "Choose the purposes in the form." in answer.text
    assert not event.purposes.exists()


@pytest.mark.parametrize("thing", ["event", "document", "activity"], indirect=True)
def test_who_may_not_edit_sees_no_suggestions(client, thing):
    client.force_login(factories.person_of("ILO"))
    page = client.get(thing[1])
    assert page.status_code == 200
    assert "suggested from the text" not in page.text


def test_standing_item_gets_no_suggestions(client):
    found = item(kind="other", title=TEXT)
    client.force_login(factories.person_of("IOM"))
    page = client.get(reverse("meetings:item_change", args=[found.meeting_id, found.pk]))
    assert "suggested from the text" not in page.text


def test_suggestions_are_of_the_latest_edition(client):
    later = Purpose.objects.create(edition=2, number=6, title="Data of the second edition")
    event = factories.event(summary=TEXT)
    client.force_login(factories.person_of("IOM"))
    page = client.get(event.get_absolute_url()).text
    assert str(later) in page
    assert str(number(6)) not in page


def test_event_keeps_the_purposes_of_its_form_and_shows_them_to_everybody(client):
    client.force_login(factories.person_of("IOM"))
    sent = {"kind": "statement", "date": "2007-02-20", "forum": "Global Forum", "revision": "0"}
    page = client.post(reverse("outside:event_add"), sent | {"purposes": [number(3).pk]}, follow=True)
    assert f"<li>{number(3)}</li>" in page.text
    client.logout()
    assert f"<li>{number(3)}</li>" in client.get(page.redirect_chain[-1][0]).text


def test_page_of_an_event_asks_as_much_for_all_purposes_as_for_one(client):
    client.force_login(factories.person_of("IOM"))

    def asked(count):
        event = factories.event(f"Forum {count}")
        event.purposes.set(Purpose.objects.all()[:count])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(event.get_absolute_url()).status_code == 200
        return len(queries)

    asked(2)
    assert asked(1) == asked(12)


# Covered by a term -----------------------------------------------------------------------------------


def served(facts):
    """Returns by the number of each purpose that was served how many things of each sort served it."""
    found = {}
    for row in facts["rows"]:
        counts = {name: row[name] for name in row if name not in ("number", "title") and row[name]}
        if counts:
            found[row["number"]] = counts
    return found


def test_coverage_counts_items_decisions_activities_events_and_documents(term):
    agendum = item()
    agendum.purposes.add(number(1))
    for position in range(2):
        Decision.objects.create(item=agendum, position=position, text="Agreed.")
    earlier = item("2006-12-01")
    earlier.purposes.add(number(1), number(3))
    Decision.objects.create(item=earlier, position=0, text="Agreed in another term.")
    factories.event(day="2006-12-01").purposes.add(number(4), number(10))
    factories.activity("A", lead="ILO", term=term).purposes.add(number(2))
    factories.event().purposes.add(number(10))
    factories.event("Member States", kind="briefing").purposes.add(number(10), number(12))
    Document.objects.create(title="D", kind="survey", term=term).purposes.add(number(6))
    facts = coverage(term, TODAY)
    assert served(facts) == {
        1: {"items": 1, "decisions": 2},
        2: {"activities": 1},
        6: {"documents": 1},
        10: {"events": 2},
        12: {"events": 1},
    }
    assert facts["untouched"] == "3, 4, 5, 7, 8, 9 and 11"


def test_coverage_is_not_known_where_nothing_carries_a_purpose(term):
    item()
    factories.event()
    assert coverage(term, TODAY) == {}


def test_coverage_leaves_out_what_not_all_members_may_read(term):
    item(restricted="principals").purposes.add(number(1))
    for state in ("drafting", "circulated"):
        made = Document.objects.create(title=state, kind="survey", term=term, state=state)
        made.purposes.add(number(2))
    assert coverage(term, TODAY) == {}
    Document.objects.create(title="D", kind="survey", term=term, state="published").purposes.add(number(3))
    assert served(coverage(term, TODAY)) == {3: {"documents": 1}}


def test_number_served_in_one_edition_is_untouched_in_none(term):
    second = Purpose.objects.create(edition=2, number=1, title="Coherence")
    Purpose.objects.create(edition=2, number=2, title="Dialogue")
    factories.event().purposes.add(number(2))
    Document.objects.create(title="D", kind="survey", term=term).purposes.add(second)
    assert coverage(term, TODAY)["untouched"] == "3, 4, 5, 6, 7, 8, 9, 10, 11 and 12"
