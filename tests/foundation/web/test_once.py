"""A form is taken once, however often it is sent."""

import re

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from foundation.dates import clock
from foundation.models import SentForm
from foundation.web import held, tasks
from meetings.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/proposals/new/"
FROM = {"Referer": f"http://testserver{PAGE}"}
TYPED = {"title": "Seafarers", "reason": "They are at sea."}


def key_on(page) -> str:
    """Returns the key of the last form on a page."""
    return re.findall(r'name="once" value="([^"]+)"', page.text)[-1]


@pytest.fixture
def focal(db):
    factories.membership("ILO", "2003-04-01")
    return factories.person_of("ILO")


@pytest.fixture
def browser(focal):
    client = Client()
    client.force_login(focal)
    return client


def test_each_form_of_a_page_has_a_key_of_its_own(browser):
    pages = [browser.get(PAGE), browser.get(PAGE)]
    keys = [key for page in pages for key in re.findall(r'name="once" value="([^"]+)"', page.text)]
    assert len(keys) == len(set(keys)) > 2
    forms = re.findall(r'<form[^>]*method="post".*?</form>', pages[0].text, re.S)
    assert all('name="once"' in form for form in forms)


def test_what_was_sent_twice_is_done_once_and_leads_to_the_same_place(browser):
    typed = TYPED | {"once": key_on(browser.get(PAGE))}
    first = browser.post(PAGE, typed, headers=FROM)
    second = browser.post(PAGE, typed, headers=FROM)
    assert first.url == second.url
    assert Proposal.objects.count() == 1
    assert "This was already sent. It was not done a second time." in browser.get(second.url).text
    assert "saved=draft" in str(
        browser.post(PAGE, typed | {"kept": "draft"}).cookies
    )  # the browser forgets it


def test_key_of_a_form_that_was_refused_is_not_used_up(browser):
    key = key_on(browser.get(PAGE))
    assert browser.post(PAGE, {"title": "", "once": key}).status_code == 200
    assert not SentForm.objects.exists()
    browser.post(PAGE, TYPED | {"once": key})
    assert Proposal.objects.get().title == "Seafarers"


def test_what_was_changed_since_is_given_back_and_sent_as_another_one(browser):
    key = key_on(browser.get(PAGE))
    there = browser.post(PAGE, TYPED | {"once": key}, headers=FROM).url
    answer = browser.post(PAGE, {"title": "Fishers", "reason": "At sea, too.", "once": key}, headers=FROM)
    assert answer.status_code == 409
    assert Proposal.objects.count() == 1
    assert f'<a href="{there}">See what you sent</a>' in answer.text
    assert "At sea, too." in answer.text
    assert "At sea, too." in browser.get(PAGE).text  # and on every page until it is sent or discarded
    form = re.search(r"<form[^>]*data-held.*?</form>", answer.text, re.S)[0]
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert again["once"] != key
    assert browser.post(PAGE, again).status_code == 302
    assert [one.title for one in Proposal.objects.order_by("pk")] == ["Seafarers", "Fishers"]
    assert "data-held" not in browser.get(PAGE).text


def test_key_says_nothing_to_another_person(browser):
    key = key_on(browser.get(PAGE))
    browser.post(PAGE, TYPED | {"once": key})
    other = Client()
    other.force_login(factories.person_of("ILO"))
    assert "already sent" not in other.post(PAGE, TYPED | {"once": key}, follow=True).text
    assert Proposal.objects.count() == 2


def test_form_that_was_held_has_its_key(browser, focal):
    key = key_on(browser.get(PAGE))
    browser.post(PAGE, TYPED | {"once": key}, headers=FROM)
    browser.logout()
    browser.cookies["person"] = ""
    # The answer was lost, and by the time of the second attempt the sign-in had ended.
    browser.force_login(focal)
    session = browser.session
    session[held.HELD] = {
        "owner": str(focal.pk), "action": PAGE, "files": False, "why": "ended",
        "fields": [[name, [value]] for name, value in (TYPED | {"once": key}).items()],
    }  # fmt: skip
    session.save()
    form = re.search(r"<form[^>]*data-held.*?</form>", browser.get(PAGE).text, re.S)[0]
    assert re.findall(r'name="once" value="([^"]*)"', form)[-1] == key


def test_signing_in_uses_up_no_key(focal):
    client = Client()
    address = reverse("login")
    who = {"login": focal.email, "password": factories.PASSWORD, "once": key_on(client.get(address))}
    assert client.post(address, who).status_code == 302
    client.logout()
    assert client.post(address, who).status_code == 302
    assert client.get(reverse("me")).status_code == 200


@pytest.fixture
def clash(monkeypatch):
    def refuse(*args, **values):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr("meetings.proposals.actions.proposals.propose", refuse)


@pytest.mark.parametrize("once", [{}, {"once": "0123456789"}])
def test_race_that_the_database_refuses_is_words_and_keeps_what_was_typed(browser, clash, once):
    answer = browser.post(PAGE, TYPED | once, headers=FROM)
    assert answer.status_code == 409
    assert "Somebody else has just saved something that conflicts with this" in answer.text
    assert "They are at sea." in answer.text
    assert not SentForm.objects.exists()


def test_race_is_words_for_a_script(browser, clash):
    answer = browser.post(PAGE, TYPED, headers={"X-CSRFToken": "x"})
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.json()["refused"]


def test_fault_of_ours_stays_a_fault(browser, monkeypatch):
    def fail(*args, **values):
        raise IntegrityError("NOT NULL constraint failed")

    monkeypatch.setattr("meetings.proposals.actions.proposals.propose", fail)
    with pytest.raises(IntegrityError):
        browser.post(PAGE, TYPED)


def test_keys_go_when_the_drafts_in_browsers_go(db):
    now = clock.now()
    SentForm.objects.create(key="a", content="", at=now - tasks.timedelta(days=61))
    SentForm.objects.create(key="b", content="", at=now - tasks.timedelta(days=59))
    tasks.clear_sessions()
    assert [one.key for one in SentForm.objects.all()] == ["b"]
