"""Public pages are made once a minute for all visitors, and never for somebody who is signed in."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.cache import add_never_cache_headers

from foundation.dates import clock
from foundation.web.public import public_page
from tests import factories

pytestmark = pytest.mark.django_db

FRESH = "public, max-age=0, must-revalidate"


def queries_of(address, client=None, **headers):
    with CaptureQueriesContext(connection) as asked:
        answer = (client or Client()).get(address, headers=headers)
    return len(asked), answer


@pytest.fixture(autouse=True)
def minute():
    with clock.moved_to(dt.datetime(2007, 3, 1, 12, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def term():
    return factories.term("IOM", "2007-01-01", "2007-12-31")


def test_page_is_made_once_for_all_visitors(term):
    many, first = queries_of("/")
    few, again = queries_of("/")
    assert (many > 1, few) == (True, 1)
    assert again.content == first.content
    assert again["Cache-Control"] == FRESH
    assert "Cookie" in again["Vary"]


def test_visitor_who_has_the_page_gets_304(term):
    _, first = queries_of("/")
    for has in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        few, again = queries_of("/", **has)
        assert (again.status_code, few, again.content) == (304, 1, b"")
        assert again["Cache-Control"] == FRESH


def test_change_shows_at_once(term):
    first = Client().get("/members/iom/")
    agency = term.agency
    agency.name = "Quillwort"
    agency.save()
    again = Client().get("/members/iom/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, "Quillwort" in again.text) == (200, True)


def test_change_that_was_saved_before_a_later_one_shows_when_it_is_committed(term):
    """Two transactions at once: the one with the earlier entry in the history can end later."""
    late = LogEntry.objects.latest("pk")
    LogEntry.objects.filter(pk=late.pk).delete()
    factories.agency("UNHCR")
    Client().get("/")
    late.save(force_insert=True)
    many, _ = queries_of("/")
    assert many > 1


def test_page_is_made_again_in_the_next_minute(term):
    Client().get("/")
    with clock.moved_to(clock.now() + dt.timedelta(minutes=1)):
        many, _ = queries_of("/")
    assert many > 1


def test_who_is_signed_in_gets_their_own_page(term):
    person = factories.user(name="Ana Quillwort")
    client = Client()
    client.force_login(person)
    Client().get("/")
    own = client.get("/")
    assert own["Cache-Control"] == "private, no-store"
    assert "ETag" not in own
    assert "Ana Quillwort" in own.text
    assert "Ana Quillwort" not in Client().get("/").text


OWN = {
    "form": lambda request, answer: get_token(request),
    "message": lambda request, answer: messages.info(request, "Saved."),
    "session": lambda request, answer: request.session.update({"held": "form"}),
    "cookie": lambda request, answer: answer.set_cookie("a", "b"),
    "its own time": lambda request, answer: add_never_cache_headers(answer),
    "error": lambda request, answer: setattr(answer, "status_code", 404),
}


@pytest.mark.parametrize("what", [None, *OWN])
def test_page_that_is_of_one_visitor_is_not_kept(what):
    made = []

    @public_page
    def view(request):
        answer = HttpResponse("words")
        if what:
            OWN[what](request, answer)
        made.append(answer)
        return answer

    for _ in range(2):
        request = RequestFactory().get("/")
        request.session = SessionStore()
        request._messages = default_storage(request)
        answer = view(request)
    assert (len(made), "ETag" in answer) == ((2, False) if what else (1, True))


def test_message_of_a_visitor_is_not_shown_to_others(term):
    client = Client()
    client.cookies["messages"] = "x"
    page = client.get("/")
    assert "ETag" not in page
