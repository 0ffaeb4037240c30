"""A second factor is set up, asked for at sign-in, and replaced by recovery codes when it is lost."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests import factories
from tests.agencies.factors.signing import code_of, codes_on, is_in, secret_on, set_up_app, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    """Somebody who has signed in, and has no second factor."""
    cache.clear()
    person = factories.person_of("IOM", name="Ana")
    sign_in(client, person)
    return person


@pytest.fixture
def secret(client, person):
    """The key of an authenticator app that they have set up. They are signed out again."""
    secret = set_up_app(client)
    client.post("/logout/")
    return secret


def test_app_is_set_up_with_an_image_a_text_and_a_code(client, person):
    page = client.get("/me/factors/app/")
    assert 'src="data:image/svg+xml;base64,' in page.text
    secret = secret_on(page)
    wrong = client.post("/me/factors/app/", {"code": code_of(secret, 9)})
    assert "We could not confirm this." in wrong.text
    assert secret_on(wrong) == secret  # a slip does not ask to scan again
    answer = client.post("/me/factors/app/", {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain == [("/me/factors/codes/", 302)]
    assert len(codes_on(answer)) == 10
    page = client.get("/me/").text
    assert "Authenticator app" in page
    assert "10 left" in page


def test_secrets_are_not_stored_as_they_are(client, person):
    secret = set_up_app(client)
    codes = codes_on(client.get("/me/factors/codes/"))
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
        assert not any(code in str(row.data) for code in codes)
    assert Authenticator.objects.get(type="totp").data["secret"].startswith("gAAAA")  # Fernet


def test_sign_in_asks_for_a_code_and_goes_on_to_where_one_wanted_to(client, person, secret):
    answer = sign_in(client, person, at="/login/?next=/me/")
    assert answer.url == "/login/code/"
    assert not is_in(client)
    assert client.get("/me/").url.startswith("/login/")
    assert "Code from your authenticator app" in client.get("/login/code/").text
    assert "We could not confirm this." in client.post("/login/code/", {"code": "000000"}).text
    assert not is_in(client)
    assert client.post("/login/code/", {"code": code_of(secret)}).url == "/me/"
    assert is_in(client)


@pytest.mark.parametrize(("step", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clock_of_a_phone_may_differ_by_half_a_minute(client, person, secret, step, is_taken):
    cache.clear()  # the code with which the app was set up
    sign_in(client, person)
    client.post("/login/code/", {"code": code_of(secret, step)})
    assert is_in(client) == is_taken


def test_code_works_once_as_long_as_it_is_valid(client, person, secret):
    code = code_of(secret, 1)
    sign_in(client, person)
    client.post("/login/code/", {"code": code})
    assert is_in(client)
    client.post("/logout/")
    # What django-allauth remembers it forgets after half a minute; the code is valid for a minute and a half.
    assert cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
    sign_in(client, person)
    for typed in (code, f"{code[:3]} {code[3:]}"):
        assert "We could not confirm this." in client.post("/login/code/", {"code": typed}).text
    assert not is_in(client)


def test_code_with_which_the_app_was_set_up_does_not_work_again(client, person):
    secret = secret_on(client.get("/me/factors/app/"))
    client.post("/me/factors/app/", {"code": code_of(secret)})
    client.post("/logout/")
    sign_in(client, person)
    client.post("/login/code/", {"code": code_of(secret)})
    assert not is_in(client)


def test_recovery_code_signs_in_once(client, person):
    set_up_app(client)
    code = codes_on(client.get("/me/factors/codes/"))[3]
    client.post("/logout/")
    sign_in(client, person)
    client.post("/login/code/", {"code": code})
    assert is_in(client)
    assert "9 left" in client.get("/me/").text
    page = client.get("/me/factors/codes/")
    assert "9 of 10 left" in page.text
    assert code not in page.text
    client.post("/logout/")
    sign_in(client, person)
    client.post("/login/code/", {"code": code})
    assert not is_in(client)


def test_recovery_codes_are_downloaded_and_replaced(client, person):
    set_up_app(client)
    before = codes_on(client.get("/me/factors/codes/"))
    file = client.get("/me/factors/codes/download/")
    assert "attachment" in file["Content-Disposition"]
    assert file["Cache-Control"] == "private, no-store" or "no-store" in file["Cache-Control"]
    assert file.text.split()[-10:] == before
    assert person.email in file.text
    assert "the 10 that are left no longer work" in client.get("/me/factors/codes/new/").text
    after = codes_on(client.post("/me/factors/codes/new/", follow=True))
    assert len(after) == 10
    assert set(before).isdisjoint(after)


def test_app_is_removed_and_with_it_the_codes(client, person):
    set_up_app(client)
    assert "Remove authenticator app?" in client.get("/me/factors/app/remove/").text
    assert client.post("/me/factors/app/remove/", follow=True).redirect_chain[-1][0] == "/me/#login"
    assert not Authenticator.objects.exists()
    client.post("/logout/")
    sign_in(client, person)
    assert is_in(client)


PAGES = ["app/", "app/remove/", "codes/", "codes/new/", "codes/download/", "passkeys/add/"]


@pytest.mark.parametrize("page", PAGES)
def test_who_signed_in_a_while_ago_confirms_who_they_are(client, person, page):
    if page not in ("app/", "passkeys/add/"):
        set_up_app(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    address = f"/me/factors/{page}"
    again = client.get(address).url
    assert again.startswith("/login/again/?next=")
    assert "Confirm that it is you" in client.get(again).text
    assert "Wrong password." in client.post(again, {"password": "wrong"}).text
    assert client.post(again, {"password": PASSWORD}).url == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("key", ["", "a-key-of-the-form"])
def test_form_that_was_open_for_a_while_is_sent_once_they_confirm(client, person, key):
    """Also with a one-time key, as the page sends it."""
    set_up_app(client)
    before = codes_on(client.get("/me/factors/codes/"))
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    again = client.post("/me/factors/codes/new/", {"once": key} if key else {}).url
    assert again == "/login/again/?next=%2Fme%2Ffactors%2Fcodes%2Fnew%2F"
    client.post(again, {"password": PASSWORD})
    assert set(before).isdisjoint(codes_on(client.get("/me/factors/codes/")))


def test_new_password_asks_for_the_second_factor_too(client, person, secret):
    from foundation.jobs import outbox
    from foundation.models import Job
    from tests.agencies.accounts.test_login import OTHER, link, mail

    client.post("/password/forgotten/", {"email": person.email})
    for job in Job.objects.due().filter(kind="password-reset"):
        outbox.do(job.pk)
    form = client.get(link(mail.outbox[-1])).url
    answer = client.post(form, {"password1": OTHER, "password2": OTHER})
    assert not is_in(client)
    assert answer.url == "/login/code/"
    client.post("/login/code/", {"code": code_of(secret)})
    assert is_in(client)


def test_earlier_secret_key_still_reads_what_it_encrypted(client, person, secret, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-one-that-is-long-enough-for-the-checks-of-django-itself"
    sign_in(client, person)
    client.post("/login/code/", {"code": code_of(secret)})
    assert is_in(client)


def test_no_code_fits_a_secret_that_cannot_be_read(client, person, secret, settings, caplog):
    settings.SECRET_KEY = "another-one-that-is-long-enough-for-the-checks-of-django-itself"
    sign_in(client, person)
    with caplog.at_level(logging.ERROR):
        for code in (code_of(secret), code_of("")):
            client.post("/login/code/", {"code": code})
    assert not is_in(client)
    assert "SECRET_KEY_FALLBACKS" in caplog.text


def test_codes_are_limited(client, person, secret, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    sign_in(client, person)
    for _ in range(12):
        page = client.post("/login/code/", {"code": "000000"})
    assert "Too many attempts." in page.text
    client.post("/login/code/", {"code": code_of(secret, 1)})
    assert not is_in(client)
    cache.clear()


BROKEN = [
    "",
    "{}",
    "[]",
    "7",
    "nonsense",
    '{"id": "x"}',
    '{"response": {"userHandle": "MQ"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ", "signature": "eA",'
    ' "clientDataJSON": "e30", "authenticatorData": "e30"}}',
]


def test_answer_of_a_browser_that_is_none_adds_no_passkey(client, person):
    for credential in BROKEN:
        client.get("/me/factors/passkeys/add/")
        answer = client.post("/me/factors/passkeys/add/", {"credential": credential, "name": "Key"})
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not Authenticator.objects.exists()


def test_passkey_of_nobody_is_refused_and_the_way_is_kept(client):
    for credential in BROKEN:
        client.get("/login/passkey/", headers={"accept": "application/json"})
        answer = client.post("/login/passkey/", {"credential": credential, "next": "/me/"})
        assert answer.url == "/login/?next=%2Fme%2F", credential
    assert not is_in(client)


def test_pages_of_passkeys_say_what_to_do_without_them(client, person):
    page = client.get("/me/factors/passkeys/add/").text
    assert "This browser cannot use passkeys here." in page
    assert 'data-passkey="addForm" hidden' in page
