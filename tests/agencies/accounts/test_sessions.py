"""Where somebody is signed in: listed, ended one by one, and over after a while."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from agencies.accounts import sessions, tasks
from agencies.accounts.models import SignIn
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD, OTHER = "a-long-password", "another-quiet-word"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604.1"


@pytest.fixture
def ana():
    return factories.user(email="ana@example.org", name="Ana")


def signed_in(browser, password=PASSWORD):
    client = Client(HTTP_USER_AGENT=browser)
    assert client.post("/login/", {"login": "ana@example.org", "password": password}).status_code == 302
    return client


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


def test_browsers_are_listed_in_words_and_this_one_is_marked(ana):
    phone, desk = signed_in(SAFARI), signed_in(FIREFOX)
    page = desk.get("/me/").text
    assert "You are signed in with 2 browsers" in page
    assert page.index("Firefox on Windows") < page.index("this browser") < page.index("Safari on iPhone")
    assert is_in(phone)


def test_one_is_ended_and_the_other_stays(ana):
    phone, desk = signed_in(SAFARI), signed_in(FIREFOX)
    one = SignIn.objects.get(browser="Safari/iPhone")
    page = desk.post(f"/me/sessions/{one.pk}/end/", follow=True)
    assert "Signed out: Safari on iPhone." in page.text
    assert not is_in(phone)
    assert is_in(desk)
    assert SignIn.objects.count() == 1


def test_nobody_ends_the_session_of_somebody_else(ana):
    signed_in(SAFARI)
    stranger = Client()
    stranger.force_login(factories.user())
    assert stranger.post(f"/me/sessions/{SignIn.objects.get(person=ana).pk}/end/").status_code == 404


def test_all_others_are_ended(ana):
    phone, tablet, desk = signed_in(SAFARI), signed_in(SAFARI), signed_in(FIREFOX)
    assert "Signed out in 2 browsers." in desk.post("/me/sessions/end/", follow=True).text
    assert (is_in(phone), is_in(tablet), is_in(desk)) == (False, False, True)


def test_what_was_typed_in_an_ended_session_is_kept(ana):
    phone, desk = signed_in(SAFARI), signed_in(FIREFOX)
    phone.get("/me/")
    desk.post("/me/sessions/end/")
    typed = {"name": "Ana Maria", "phone": "+41 22 555 11 22"}
    assert phone.post("/me/change/", typed).url.startswith("/login/")
    page = phone.post("/login/", {"login": "ana@example.org", "password": PASSWORD}, follow=True)
    assert "+41 22 555 11 22" in page.text


def test_a_new_password_ends_all_other_sessions_and_says_so(ana):
    phone, desk = signed_in(SAFARI), signed_in(FIREFOX)
    desk.post("/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert [one.browser for one in ana.sign_ins.all()] == ["Firefox/Windows"]
    told = [one for one in mail.outbox if one.subject == "Your password has been changed"]
    assert "All other browsers were signed out." in told[0].body


def test_signing_in_gives_a_session_a_new_key(ana):
    client = Client()
    client.get("/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.session.session_key != before


def test_idle_session_is_over_and_says_why(ana, settings):
    settings.SESSION_IDLE_MINUTES = 60
    desk = signed_in(FIREFOX)
    now = clock.now()
    for minutes in (50, 100, 150):  # in use all the while
        with clock.moved_to(now + dt.timedelta(minutes=minutes)):
            assert is_in(desk)
    with clock.moved_to(now + dt.timedelta(minutes=211)):
        page = desk.get("/me/", follow=True)
        assert "You were signed out because you had not used the portal for a while." in page.text
        assert not is_in(desk)
    assert not ana.sign_ins.exists()


def test_session_ends_some_days_after_signing_in_however_much_it_is_used(ana, settings):
    settings.SESSION_DAYS = 2
    desk = signed_in(FIREFOX)
    now = clock.now()
    for hours in (20, 47):
        with clock.moved_to(now + dt.timedelta(hours=hours)):
            assert is_in(desk)
    with clock.moved_to(now + dt.timedelta(hours=49)):
        assert "because you had been signed in for 2 days" in desk.get("/me/", follow=True).text


def test_last_use_is_written_every_few_minutes_only(ana, django_assert_num_queries):
    desk = signed_in(FIREFOX)
    first = SignIn.objects.get().used_at
    now = clock.now()
    with clock.moved_to(now + dt.timedelta(minutes=1)):
        desk.get("/me/")
        assert SignIn.objects.get().used_at == first
    with clock.moved_to(now + dt.timedelta(minutes=6)):
        desk.get("/me/")
        assert SignIn.objects.get().used_at > first


def test_rows_of_sessions_that_are_over_are_deleted(ana):
    desk = signed_in(FIREFOX)
    signed_in(SAFARI)
    desk.post("/logout/")
    tasks.tell_of_guesses()
    assert [one.browser for one in SignIn.objects.all()] == ["Safari/iPhone"]


def test_the_secretariat_signs_somebody_out_everywhere_and_the_person_is_told(ana, client):
    phone = signed_in(SAFARI)
    mail.outbox.clear()
    client.force_login(factories.secretariat())
    page = client.get(f"/people/{ana.pk}/").text
    assert "Safari on iPhone" in page
    client.post(f"/people/{ana.pk}/sessions/end/")
    assert not is_in(phone)
    assert [one.subject for one in mail.outbox] == ["You were signed out of the portal"]


def test_a_session_of_an_earlier_version_is_taken_in(ana):
    client = Client(HTTP_USER_AGENT=FIREFOX)
    client.force_login(ana)
    SignIn.objects.all().delete()
    session = client.session
    del session[sessions.HERE]
    session.save()
    assert is_in(client)
    assert SignIn.objects.count() == 1
