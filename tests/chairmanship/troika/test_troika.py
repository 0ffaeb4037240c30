"""The troika's page, and what it writes for itself."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.models import TroikaNote
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(TODAY):
        for acronym in ("UNHCR", "IOM", "UNDESA", "ILO"):
            factories.membership(acronym, "2003")
        yield


@pytest.fixture
def terms():
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")


def test_page_names_the_three_with_their_people(client, terms):
    for acronym in ("UNHCR", "IOM", "UNDESA"):
        factories.person_of(acronym, name=f"Person of {acronym}")
    gone = factories.user(name="Gone Long")
    factories.appointment(gone, "IOM", ends="2006-12-31")
    client.force_login(factories.person_of("ILO", name="Member"))
    page = client.get("/chair/troika/").text
    assert all(f"Person of {acronym}" in page for acronym in ("UNHCR", "IOM", "UNDESA"))
    assert "Gone Long" not in page


def test_empty_place_is_said(client):
    factories.term("IOM", "2007-01-01", "2007-06-30")
    client.force_login(factories.person_of("ILO"))
    page = client.get("/chair/troika/").text
    assert "No previous chair" in page
    assert "Not yet named" in page
    assert "Nobody from IOM has an account yet." in page


def test_people_of_a_collective_chair_are_those_of_the_part_that_coordinates(client):
    whole = factories.agency("Regional Commissions")
    part = factories.agency("UNECE", part_of=whole)
    factories.agency("ESCWA", part_of=whole)
    factories.person_of("UNECE", name="Of the part")
    factories.person_of("ESCWA", name="Of another part")
    factories.term("Regional Commissions", "2007-01-01", "2007-06-30", coordinated_by=part)
    client.force_login(factories.person_of("ILO"))
    page = client.get("/chair/troika/").text
    assert "Of the part" in page
    assert "Of another part" not in page


@pytest.mark.parametrize("acronym", ["UNHCR", "IOM", "UNDESA"])
def test_each_of_the_three_writes_and_reads(client, terms, acronym):
    client.force_login(factories.person_of(acronym))
    typed = {"kind": "draft", "title": "Between us", "text": "Quietly.", "revision": "0"}
    assert client.post("/chair/troika/notes/add/", typed).url == "/chair/troika/"
    note = TroikaNote.objects.get()
    assert str(note.agency) == acronym
    assert "Between us" in client.get("/chair/troika/").text
    assert "Quietly." in client.get(note.get_absolute_url()).text


def test_other_members_neither_see_nor_find_what_the_troika_writes(client, terms):
    note = factories.troika_note(factories.person_of("IOM"), text="Quietly.")
    client.force_login(factories.person_of("ILO"))
    page = client.get("/chair/troika/").text
    assert "Between us" not in page
    assert "Notes and drafts" not in page
    assert client.get(note.get_absolute_url()).status_code == 404
    assert client.get("/chair/troika/notes/add/").status_code == 404
    assert client.post(f"{note.get_absolute_url()}put-away/").status_code == 404


def test_who_leaves_the_troika_reads_no_more(client, terms):
    note = factories.troika_note(factories.person_of("IOM"))
    client.force_login(factories.person_of("UNHCR"))
    assert client.get(note.get_absolute_url()).status_code == 200
    with clock.moved_to(dt.date(2007, 7, 1)):
        client.force_login(factories.person_of("UNHCR"))
        assert client.get(note.get_absolute_url()).status_code == 404


def test_two_who_write_one_note_lose_nothing(client, terms):
    person = factories.person_of("IOM")
    note = factories.troika_note(person, text="Theirs", revision=1)
    client.force_login(person)
    typed = {"kind": "note", "title": "Between us", "text": "Mine", "revision": "0"}
    page = client.post(note.get_absolute_url(), typed)
    assert "Theirs" in page.text
    assert "Mine" in page.text
    typed["revision"] = page.context["form"]["revision"].value()
    assert client.post(note.get_absolute_url(), typed).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.revision) == ("Mine", 2)


def test_note_is_put_away_and_comes_back(client, terms):
    note = factories.troika_note(factories.person_of("IOM"))
    client.force_login(factories.secretariat())
    for away in (True, True, False):  # pressed twice, it stays so
        client.post(f"{note.get_absolute_url()}put-away/", {"away": "yes" if away else "no"})
        note.refresh_from_db()
        assert bool(note.put_away_at) == away


def test_briefings_stand_with_who_spoke(client, terms):
    event = factories.event("Member States in New York", kind="briefing", by_troika=True)
    for position, acronym in enumerate(("UNHCR", "IOM")):
        event.speakers.create(position=position, agency=factories.agency(acronym))
    factories.event("A statement elsewhere")
    client.force_login(factories.person_of("ILO"))
    page = client.get("/chair/troika/").text
    assert "the troika (UNHCR and IOM)" in page
    assert "A statement elsewhere" not in page


def test_page_asks_as_much_for_many_people(client, terms):
    reader = factories.person_of("IOM")
    client.force_login(reader)

    def asked(rows):
        for number in range(rows):
            factories.person_of("IOM")
            event = factories.event(f"Forum {rows} {number}", kind="briefing")
            event.speakers.create(position=0, agency=factories.agency("IOM"))
            factories.troika_note(reader)
        with CaptureQueriesContext(connection) as queries:
            client.get("/chair/troika/")
        return len(queries)

    assert asked(1) == asked(9)
