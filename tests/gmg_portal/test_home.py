"""The first page, and what of the documents and the meetings a visitor is never told."""

import datetime as dt

import pytest
from django.urls import reverse

from documents.models import Document
from foundation.dates import clock
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db

PRIVATE = sorted(set(Document.State.values) - {"published", "superseded"})


def secretary():
    return factories.secretariat()


PEOPLE = {
    "a visitor": lambda: None,
    "a person of an agency": lambda: factories.person_of("UNDP"),
    "the secretariat": secretary,
    "a superuser": factories.admin,
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("path", ["/", "/members/", "/members/iom/", "/chair/", "/chair/iom-2007-01/"])
def test_public_pages_are_for_everybody(history, client, who, path):
    if person := PEOPLE[who]():
        client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200
    assert ("Sign out" in answer.text) == bool(person)


@pytest.mark.parametrize("state", [*PRIVATE, ""])
def test_documents_that_are_not_public_are_neither_shown_nor_counted(client, state):
    term, ilo = factories.term("ILO", "2008-01-01", "2008-06-30"), factories.agency("ILO")
    document = Document.objects.create(
        title="Not yet for the world",
        kind="report",
        state=state,
        term=term,
        lead=ilo,
        date=factories.date("2008"),
    )
    document.contributors.add(ilo)
    Document.objects.create(title="Grown out of it", kind="report", state=state, origin=term)
    for path in ("/", term.get_absolute_url(), "/members/ilo/", "/members/", "/chair/"):
        page = client.get(path).text
        assert "Not yet for the world" not in page
        assert "Grown out of it" not in page
    assert "No public documents from this term." in client.get(term.get_absolute_url()).text
    assert "Documents</h2>" not in client.get("/members/ilo/").text


def test_documents_come_the_latest_first_and_five_at_most(client):
    term = factories.term("ILO", "2009-01-01", "2009-06-30")
    for title, date in (("B", "2008"), ("A", "2010-05"), ("C", "2007-06-30"), ("D", "2006"), ("E", "2005")):
        Document.objects.create(title=title, kind="report", state="published", date=factories.date(date))
    Document.objects.create(title="Of its term", kind="report", state="superseded", term=term)
    titles = [document.title for document in client.get("/").context["documents"]]
    assert titles == ["A", "Of its term", "B", "C", "D"]


@pytest.mark.parametrize(
    ("date", "stage"), [("2007-03-01", "planned"), ("2007-03-01", "cancelled"), ("2007-07-01", "called")]
)
def test_meetings_planned_cancelled_or_to_come_are_not_shown(client, date, stage):
    term = factories.term()
    factories.meeting(date, city="Atlantis", stage=Meeting.Stage(stage))
    with clock.moved_to(dt.date(2007, 6, 30)):
        assert "Atlantis" not in client.get("/").text
        assert "Atlantis" not in client.get(term.get_absolute_url()).text


def test_login_leads_to_where_one_wanted_to_go_and_nowhere_else(client):
    person = factories.user(email="ana@example.org")
    fields = {"login": "ANA@example.org", "password": "a-long-password"}
    for wanted, reached in (("/chair/", "/chair/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        answer = client.post(reverse("login"), fields | {"next": wanted})
        assert (answer.status_code, answer.url) == (302, reached)
        client.post(reverse("logout"))
    person.is_active = False
    person.save()
    client.post(reverse("login"), fields)
    assert "_auth_user_id" not in client.session


def test_logout_is_not_a_link(client):
    client.force_login(factories.user())
    client.get(reverse("logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("logout"))
    assert "_auth_user_id" not in client.session


def test_form_without_its_token_is_refused_in_words(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("login"), {"login": "ana@example.org", "password": "a"})
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.text


def test_visitor_reads_how_the_group_began(client):
    page = client.get("/").text
    assert "The Group began in April 2003 as the Geneva Migration Group" in page
    assert "took its present name in 2006." in page
