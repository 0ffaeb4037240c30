"""Logging in by e-mail address, a new password, and out again."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD, OTHER = "a-long-password", "another-quiet-word"


@pytest.fixture
def limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    yield
    cache.clear()


def log_in(client, email, password=PASSWORD, **options):
    return client.post("/login/", {"login": email, "password": password}, **options)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def ask_for_link(client, django_capture_on_commit_callbacks):
    """Asks for a link to a new password; a worker mails it after the commit."""

    def ask(email):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/password/forgotten/", {"email": email})
        assert answer.url == "/password/forgotten/sent/"

    return ask


def link(message):
    return re.search(r"https?://testserver(/\S+)", message.body)[1]


@pytest.mark.parametrize("email", ["ana@example.org", "Ana@Example.ORG"])
def test_login_by_address_in_whatever_letters(client, email):
    factories.user(email="ana@example.org", name="Ana")
    assert log_in(client, email).url == "/"
    assert "Ana" in client.get("/").text


def test_login_goes_on_to_where_one_wanted_to(client):
    person = factories.user()
    assert client.get("/me/").url == "/login/?next=/me/"
    assert 'name="next" value="/me/"' in client.get("/login/?next=/me/").text
    assert client.post("/login/?next=/me/", {"login": person.email, "password": PASSWORD}).url == "/me/"


def test_login_leads_to_no_other_site(client):
    person = factories.user()
    answer = client.post(
        "/login/", {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/"


@pytest.mark.parametrize(
    ("email", "password"), [("ana@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_refused_login_says_the_same_of_address_and_password_and_keeps_the_address(client, email, password):
    factories.user(email="ana@example.org")
    page = log_in(client, email, password)
    assert not is_in(client)
    assert "Wrong e-mail or password." in page.text
    assert f'value="{email}"' in page.text


def test_person_whose_login_is_closed_does_not_get_in(client):
    person = factories.user(is_active=False)
    log_in(client, person.email)
    assert not is_in(client)
    assert client.get("/login/closed/").status_code == 200


def test_person_without_an_address_has_no_login(client):
    factories.user(email=None)
    assert log_in(client, "").status_code == 200
    assert not is_in(client)


def test_who_is_logged_in_is_not_asked_again(client):
    client.force_login(factories.user())
    assert client.get("/login/").url == "/"


def test_nobody_signs_up(client):
    for path in ("/signup/", "/accounts/signup/", "/login/signup/"):
        assert client.get(path).status_code == 404


def test_logout_asks_first_and_ends_the_session(client):
    client.force_login(factories.user())
    assert "Sign out?" in client.get("/logout/").text
    assert is_in(client)
    answer = client.post("/logout/")
    assert answer.url == "/"
    assert not is_in(client)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["You are signed out."]


def test_forgotten_password_is_replaced_by_a_link_and_logs_in(client, ask_for_link):
    person = factories.user(email="ana@example.org")
    ask_for_link("ANA@example.org")
    assert "three days" in client.get("/password/forgotten/sent/").text
    assert mail.outbox[0].to == ["ana@example.org"]
    assert "example.com" not in mail.outbox[0].body
    address = link(mail.outbox[0])
    form = client.get(address).url
    assert "Choose a new password" in client.get(form).text
    assert client.post(form, {"password1": OTHER, "password2": OTHER}).url == "/"
    assert is_in(client)
    person.refresh_from_db()
    assert person.check_password(OTHER)
    assert mail.outbox[1].subject == "Your password has been changed"
    client.logout()
    assert "This link no longer works" in client.get(address, follow=True).text
    assert not EmailAddress.objects.exists()


def test_new_password_that_is_refused_is_told_beside_the_field(client, ask_for_link):
    person = factories.user()
    ask_for_link(person.email)
    form = client.get(link(mail.outbox[0])).url
    page = client.post(form, {"password1": "short", "password2": "short"})
    assert "Too short. Use at least 8 characters" in str(page.context["form"].errors["password1"])
    assert not is_in(client)


@pytest.mark.parametrize(
    "person", [{"email": "other@example.org"}, {"is_active": False}, {"password": None}], ids=str
)
def test_no_link_goes_to_who_has_no_login_and_the_page_does_not_tell(client, ask_for_link, person):
    user = factories.user(
        **{"email": "ana@example.org"} | {k: v for k, v in person.items() if k != "password"}
    )
    if "password" in person:
        user.set_unusable_password()
        user.save()
    ask_for_link("ana@example.org")
    assert mail.outbox == []


def test_link_ends_when_the_address_changes(client, ask_for_link):
    person = factories.user()
    ask_for_link(person.email)
    person.email = "new@example.org"
    person.save()
    assert "This link no longer works" in client.get(link(mail.outbox[0]), follow=True).text


def test_old_address_logs_nobody_in_after_a_change(client):
    person = factories.user(email="old@example.org")
    client.post("/password/forgotten/", {"email": "old@example.org"})
    log_in(client, "old@example.org")
    client.post("/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    client.logout()
    person.refresh_from_db()
    person.email = "new@example.org"
    person.save()
    log_in(client, "old@example.org", OTHER)
    assert not is_in(client)
    log_in(client, "new@example.org", OTHER)
    assert is_in(client)


def test_password_is_changed_by_who_knows_the_present_one(client):
    person = factories.user()
    log_in(client, person.email)
    page = client.post("/password/", {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER})
    assert "This is not your current password" in page.text
    answer = client.post("/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert answer.url == "/me/"
    assert client.get("/me/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(OTHER)
    assert mail.outbox[0].to == [person.email]
    assert client.get("/password/first/").url == "/password/"


def test_guesser_is_stopped_and_told_how_long(client, limits):
    person = factories.user()
    for _ in range(5):
        log_in(client, person.email, "guess")
    page = log_in(client, person.email)
    assert not is_in(client)
    assert "Too many attempts. Try again in 1 minute, or reset your password." in page.text


def test_guesser_is_stopped_before_the_administration_too(client, limits):
    """Its own sign-in page took any number of passwords; now it leads to the portal's, which counts."""
    admin = factories.admin()
    for _ in range(5):
        page = client.post("/admin/login/?next=/admin/", {"username": admin.email, "password": "guess"})
        log_in(client, admin.email, "guess")
    assert page.url == "/login/?next=/admin/"
    assert "Try again in 1 minute" in log_in(client, admin.email).text
    client.post("/admin/login/", {"username": admin.email, "password": PASSWORD})
    assert not is_in(client)


def test_guesser_of_the_present_password_is_stopped(client, limits):
    person = factories.user()
    client.force_login(person)
    typed = {"oldpassword": "guess", "password1": OTHER, "password2": OTHER}
    answers = [client.post("/password/", typed).status_code for _ in range(6)]
    assert answers[-1] == 429
    client.post("/password/", typed | {"oldpassword": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_guesser_of_the_link_to_a_new_password_is_stopped(client, limits):
    answers = [client.post(f"/password/forgotten/1-guess{number}/").status_code for number in range(21)]
    assert answers[-1] == 429


def test_too_many_questions_are_answered_with_429_in_our_words(client, limits):
    for _ in range(21):
        answer = client.post("/password/forgotten/", {"email": "nobody@example.org"})
    assert answer.status_code == 429
    assert "Too many attempts" in answer.text


@pytest.mark.parametrize(("behind", "stopped"), [(True, False), (False, True)])
def test_limit_counts_who_the_own_proxy_says_and_believes_no_visitor(
    client, limits, settings, behind, stopped
):
    settings.BEHIND_TLS_PROXY = behind
    for number in range(51):
        log_in(
            client,
            f"person{number}@example.org",
            "guess",
            headers={"X-Forwarded-For": f"10.0.0.9, 192.0.2.{number}"},
        )
    person = factories.user()
    log_in(client, person.email, headers={"X-Forwarded-For": "10.0.0.9, 192.0.2.99"})
    assert is_in(client) is not stopped


def test_me_shows_what_is_stored_and_nothing_of_others(client):
    person = factories.user(name="Ana", phone="+41 22 000 00 00", email="ana@example.org")
    factories.appointment(person, "IOM", "alternate", starts="2020-02-01")
    factories.appointment(factories.user(name="Ben"), "UNHCR")
    client.force_login(person)
    page = client.get("/me/").text
    for text in ("Ana", "ana@example.org", "+41 22 000 00 00", "IOM", "alternate", "1 February 2020"):
        assert text in page
    assert "Ben" not in page
    assert reverse("account_change_password") in page
    assert reverse("account_logout") in page


def test_me_tells_who_acts_for_nobody_what_to_do(client):
    client.force_login(factories.user())
    assert "You have no role yet" in client.get("/me/").text
