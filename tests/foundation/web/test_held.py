"""A form that comes without a sign-in, or too old, is held for the person whose it is."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from foundation.web import held, tasks
from foundation.web.middleware import page_above
from meetings.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/proposals/new/"
FROM = {"Referer": f"http://testserver{PAGE}"}
TYPED = {"title": "Seafarers", "reason": "They are <b>at sea</b>."}
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def focal(db):
    factories.membership("ILO", "2003-04-01")
    return factories.person_of("ILO")


@pytest.fixture
def browser(focal):
    """A browser whose sign-in has just ended, and in which nobody has signed out."""
    client = Client()
    client.force_login(focal)
    client.get(PAGE)
    Session.objects.all().delete()
    return client


def signs_in(client, person, **typed):
    return client.post(reverse("login"), {"login": person.email, "password": factories.PASSWORD} | typed)


def test_form_comes_back_after_the_sign_in_and_goes_once_it_is_taken(browser, focal):
    answer = browser.post(PAGE, TYPED, headers=FROM)
    assert answer.url == f"/login/?next={PAGE}"
    assert "You were signed out before this was saved." in browser.get(answer.url).text
    signs_in(browser, focal)
    page = browser.get(PAGE).text
    assert 'action="/proposals/new/" data-held' in page
    assert '<input type="hidden" name="title" value="Seafarers">' in page
    assert "They are &lt;b&gt;at sea&lt;/b&gt;." in page
    assert "data-held" in browser.get("/").text  # wherever they are
    assert browser.post(PAGE, TYPED).status_code == 302
    assert Proposal.objects.get().title == "Seafarers"
    assert "data-held" not in browser.get(PAGE).text


def test_form_can_be_discarded(browser, focal):
    browser.post(PAGE, TYPED, headers=FROM)
    signs_in(browser, focal)
    assert browser.post(reverse("held_discard"), {"next": PAGE}).url == PAGE
    assert "data-held" not in browser.get(PAGE).text


def test_form_is_shown_to_nobody_else(browser):
    browser.post(PAGE, TYPED, headers=FROM)
    assert "data-held" not in browser.get("/").text  # before the sign-in
    signs_in(browser, factories.person_of("ILO"))
    assert "data-held" not in browser.get(PAGE).text


def test_form_says_itself_whose_it_is(browser, focal):
    """The one who was last signed in is only asked where the form does not say it."""
    other = factories.person_of("ILO")
    browser.post(PAGE, TYPED | {"kept_by": other.pk}, headers=FROM)
    signs_in(browser, focal)
    assert "data-held" not in browser.get(PAGE).text


def test_nothing_is_held_for_strangers_nor_after_a_sign_out(browser, focal):
    stranger = Client()
    stranger.post(PAGE, TYPED | {"kept_by": focal.pk}, headers=FROM)
    assert held.HELD not in stranger.session
    signs_in(browser, focal)
    browser.post(reverse("logout"))
    browser.post(PAGE, TYPED, headers=FROM)
    assert held.HELD not in browser.session


@pytest.mark.parametrize(
    ("typed", "headers"),
    [
        ({"old-password": "a"}, {}),
        ({"reason": "x" * (held.LARGEST + 1)}, {}),
        (TYPED, {"Sec-Fetch-Mode": "cors"}),
        (TYPED, {"HX-Request": "true"}),
    ],
)
def test_passwords_what_is_too_large_and_what_scripts_send_are_not_held(browser, typed, headers):
    answer = browser.post(PAGE, typed, headers=FROM | headers)
    assert answer.status_code == (401 if headers else 302)
    assert held.HELD not in browser.session


def test_page_where_the_form_was_is_the_next_one_only_within_the_portal(browser):
    withdraw = reverse("proposals:proposal_withdraw", args=[7])
    for referer, then in {
        "http://testserver/proposals/7/?a=b": "/proposals/7/%3Fa%3Db",
        "http://elsewhere.example/proposals/7/": withdraw,
        "http://testserver/nowhere/": withdraw,
        "": withdraw,
    }.items():
        answer = browser.post(withdraw, headers={"Referer": referer})
        assert answer.url == f"/login/?next={then}", referer


# A form that is too old ---------------------------------------------------------------------------


@pytest.fixture
def strict(focal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(focal)
    client.get(PAGE)
    return client


def test_form_that_is_too_old_is_held_on_its_page(strict):
    answer = strict.post(PAGE, TYPED, headers=FROM)
    assert answer.status_code == 302
    assert answer.url == PAGE
    page = strict.get(PAGE).text
    assert "This form was too old, so it was not saved" in page
    assert '<input type="hidden" name="title" value="Seafarers">' in page
    assert not Proposal.objects.exists()


def test_form_from_elsewhere_is_refused_and_not_repeated(strict):
    for headers in ({}, {"Referer": "http://elsewhere.example/"}):
        answer = strict.post(PAGE, TYPED, headers=headers)
        assert answer.status_code == 403
        assert "Seafarers" not in answer.text
    assert held.HELD not in strict.session


def test_visitor_gets_back_what_they_typed_in_a_form_that_is_too_old(db):
    page = reverse("apply:begin")
    answer = Client(enforce_csrf_checks=True).post(
        page, {"applicant": "A Fund for Seafarers"}, headers={"Referer": f"http://testserver{page}"}
    )
    assert answer.status_code == 403
    assert '<input type="hidden" name="applicant" value="A Fund for Seafarers">' in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_nothing_is_taken_from_the_page_of_another_person(client, focal):
    client.force_login(focal)
    typed = TYPED | {"kept_by": factories.user().pk}
    answer = client.post(PAGE, typed, headers=FROM)
    assert answer.status_code == 403
    assert "Seafarers" not in answer.text
    assert client.post(PAGE, typed, headers={"HX-Request": "true"}).status_code == 401
    assert not Proposal.objects.exists()
    assert client.post(PAGE, TYPED | {"kept_by": focal.pk}).status_code == 302


# What is saved, what is not to be stored, and addresses that only take forms -------------------------


def test_next_page_learns_which_draft_is_saved(client, focal):
    client.force_login(focal)
    assert "saved" not in client.post(PAGE, {"title": "", "kept": "abc-1"}).cookies
    assert client.post(PAGE, TYPED | {"kept": "abc-1"}).cookies["saved"].value == "abc-1"
    assert client.post(PAGE, TYPED | {"kept": "abc-2"}).cookies["saved"].value == "abc-1.abc-2"
    assert "saved" not in client.post(PAGE, TYPED | {"kept": "<no key>"}).cookies
    again = client.post(PAGE, {"title": "", "kept": "abc-3"})
    assert 'data-again="abc-3"' in again.text


def test_draft_stays_where_the_page_only_says_why_not(client, focal):
    """Such a view leads on to the page, with a message."""
    client.force_login(focal)
    client.post(PAGE, TYPED)
    withdraw = reverse("proposals:proposal_withdraw", args=[Proposal.objects.get().pk])
    assert "saved" not in client.post(withdraw, {"revision": 7, "kept": "abc-1"}).cookies
    assert "saved" in client.post(withdraw, {"revision": 1, "kept": "abc-1"}).cookies


def test_draft_stays_where_the_sign_in_had_ended(browser):
    assert "saved" not in browser.post(PAGE, TYPED | {"kept": "abc-1"}, headers=FROM).cookies


def test_pages_of_people_are_not_stored(client, focal):
    assert "no-store" not in client.get("/members/").get("Cache-Control", "")
    client.force_login(focal)
    # Pages; one not found, one refused, a redirect to it, and one that takes a form.
    for path in ("/", "/members/", PAGE, "/nowhere/", "/people/", "/people", "/me/mail/"):
        assert client.get(path)["Cache-Control"] == "private, no-store", path
    assert "public" in client.get("/words.js")["Cache-Control"]


def test_pages_behind_links_are_not_stored(client):
    def links(patterns, space=""):
        for one in patterns:
            if not isinstance(one, URLPattern):
                yield from links(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
            elif "link" in one.pattern.converters:
                others = {name: 1 for name in one.pattern.converters if name != "link"}
                yield reverse(f"{space}{one.name}", kwargs={"link": "x"} | others)

    found = list(links(get_resolver().url_patterns))
    assert len(found) > 8
    found += [reverse("meetings:feed", args=["x"]), "/password/forgotten/1-x/"]
    assert [one for one in found if "no-store" not in client.get(one).get("Cache-Control", "")] == []
    assert [one for one in found if "no-store" not in client.post(one).get("Cache-Control", "")] == []


def test_browser_that_opens_an_address_for_forms_only_gets_the_page_above(client, focal):
    client.force_login(focal)
    client.post(PAGE, TYPED)
    proposal = Proposal.objects.get()
    address = reverse("proposals:proposal_withdraw", args=[proposal.pk])
    assert client.get(address, headers=BROWSER).url == proposal.get_absolute_url()
    assert client.get(address).status_code == 405
    assert client.get(address, headers=BROWSER | {"HX-Request": "true"}).status_code == 405
    assert client.get(reverse("held_discard"), headers=BROWSER).url == "/"


@pytest.mark.parametrize(
    ("path", "above"),
    [("/proposals/7/support/", "/proposals/7/"), ("/me/mail/", "/me/"), ("/typed/discard/", "/"), ("/", "/")],
)
def test_page_above_is_one_that_the_portal_knows(path, above):
    assert page_above(path) == above


def test_what_was_held_goes_with_the_session(client):
    store = SessionStore()
    store["held"] = {"fields": []}
    store.set_expiry(-1)
    store.save()
    kept = SessionStore()
    kept.save()
    tasks.clear_sessions()
    assert list(Session.objects.values_list("pk", flat=True)) == [kept.session_key]
