"""Single sign-on: whom a provider signs in, and what of it is not believed. It is on real sockets."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialToken
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client

from agencies.accounts import actions, connections, oidc
from agencies.accounts.providers import Provider
from agencies.models import SecretariatRole, User
from agencies.people import actions as people_actions
from agencies.people import queries
from tests import factories
from tests.agencies.accounts import lying

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password"
UNHCR = {"id": "unhcr", "name": "UNHCR", "client_id": "portal", "secret": "shared: secret"}


@pytest.fixture
def liar(settings):
    with lying.running() as liar:
        settings.OIDC_PROVIDERS = [UNHCR | {"issuer": liar.issuer}]
        yield liar


def with_provider(settings, **values):
    settings.OIDC_PROVIDERS = [settings.OIDC_PROVIDERS[0] | values]


def begin(client, liar, **sent):
    """Presses the button. Returns what the portal asks the provider."""
    page = client.post("/login/with/unhcr/", sent)
    assert page.status_code == 200, page.text
    address = re.search(r'content="0; url=([^"]+)"', page.text)[1].replace("&amp;", "&")
    assert address.startswith(liar.issuer + "/auth?")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def come_back(client, liar, *, next_url="", state=None, **claims):
    """Presses the button, and comes back with a token of these claims. Returns the answer."""
    asked = begin(client, liar, **({"next": next_url} if next_url else {}))
    said = {"sub": "u-1", "nonce": asked["nonce"], "email": "ana@example.org", "email_verified": True}
    liar.claims = said | claims
    return client.get("/login/with/unhcr/back/", {"code": "one", "state": state or asked["state"]})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def ana():
    return factories.user(email="ana@example.org", name="Ana")


@pytest.fixture
def ben():
    """In the register, without an account."""
    return User.objects.create_user("ben@example.org", name="Ben")


# Without the setting ------------------------------------------------------------------------------


def test_nothing_of_it_shows_without_a_provider(client, ana):
    assert "Or sign in" not in client.get("/login/").text
    for method in (client.get, client.post):
        assert method("/login/with/unhcr/").status_code == 404
        assert method("/login/with/unhcr/back/").status_code == 404
    client.force_login(ana)
    assert "Disconnect" not in client.get("/me/").text


# Who comes in -------------------------------------------------------------------------------------


def test_verified_address_of_an_account_signs_in_and_goes_on(client, liar, ana):
    assert "Sign in with UNHCR" in client.get("/login/").text
    answer = come_back(client, liar, next_url="/me/", email="Ana@Example.org")
    assert answer.url == "/me/"
    assert client.get("/me/").context["user"] == ana
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (ana, "unhcr", "u-1", {})
    assert not SocialToken.objects.exists()
    ana.refresh_from_db()
    assert (ana.email, ana.name) == ("ana@example.org", "Ana")
    assert ana.check_password(PASSWORD)


def test_portal_asks_with_a_challenge_and_proves_who_it_is(client, liar, ana):
    asked = begin(client, liar)
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "http://testserver/login/with/unhcr/back/"
    come_back(client, liar)
    _path, headers, body = next(one for one in liar.asked if one[0] == "/token")
    assert headers["Authorization"] == "Basic cG9ydGFsOnNoYXJlZCUzQSUyMHNlY3JldA=="
    assert len(parse_qs(body)["code_verifier"][0]) >= 43
    assert "secret" not in body


def test_next_address_on_another_site_is_not_followed(client, liar, ana):
    assert come_back(client, liar, next_url="https://elsewhere.example/").url == "/"


def test_address_that_the_token_lacks_is_asked_for(client, liar, ana):
    liar.user = {"sub": "u-1", "email": "ana@example.org", "email_verified": True}
    come_back(client, liar, email=None, email_verified=None)
    assert is_in(client)
    client.logout()
    SocialAccount.objects.all().delete()
    liar.user["sub"] = "u-2"
    assert come_back(client, liar, email=None, email_verified=None).status_code == 502
    assert not is_in(client)


def test_invited_person_comes_in_and_has_accepted(client, liar, ben):
    actions.invite(ben, by=None)
    link = re.search(r"//[^/]+(/invitation/\S+)", mail.outbox[-1].body)[1]
    assert "Sign in with UNHCR" in client.get(link).text
    come_back(client, liar, email="ben@example.org")
    assert is_in(client)
    ben = User.objects.get(pk=ben.pk)
    assert ben.has_account
    assert not ben.has_usable_password()
    entry = LogEntry.objects.get_for_object(ben).filter(changes__has_key="invitation").latest("pk")
    assert entry.changes["invitation"] == ["sent", "accepted"]
    client.logout()
    assert "already open" in client.get(link).text
    with pytest.raises(actions.Refused, match="already has an account"):
        actions.invite(ben, by=None)
    assert actions.withdraw(ben, by=ben) is False
    client.post("/password/forgotten/", {"email": "ben@example.org"})
    assert "password/forgotten" in mail.outbox[-1].body


@pytest.mark.parametrize("withdrawn", [False, True])
def test_person_of_the_register_who_is_not_invited_stays_out(client, liar, ben, withdrawn):
    if withdrawn:
        actions.invite(ben, by=None)
        actions.withdraw(ben, by=factories.admin())
    page = come_back(client, liar, email="ben@example.org")
    assert page.status_code == 403
    assert "Nobody has invited ben@example.org" in page.text
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_stranger_and_former_address_stay_out_alike_and_no_account_is_made(client, liar, ana):
    ana.remember("old@example.org")
    ana.save()
    people = User.objects.count()
    for email in ("stranger@example.org", "old@example.org"):
        page = come_back(client, liar, email=email)
        assert page.status_code == 403
        assert f"Nobody has invited {email}" in page.text
    assert User.objects.count() == people


def test_closed_account_stays_closed(client, liar, ana):
    come_back(client, liar)
    client.logout()
    people_actions.keep(ana, is_active=False)
    for claims in ({}, {"sub": "u-9"}):
        page = come_back(client, liar, **claims)
        assert page.status_code == 403
        assert "This account is closed" in page.text
    assert not is_in(client)


def test_sign_that_databases_take_for_a_letter_is_another_address(client, liar):
    factories.user(email="kim@example.org")
    assert come_back(client, liar, email="k\u0131m@example.org").status_code == 403  # an i without a dot
    assert not is_in(client)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_address_that_the_provider_did_not_verify_is_not_believed(client, liar, ana, settings, verified):
    liar.user = {"sub": "u-1"}
    page = come_back(client, liar, email_verified=verified)
    assert page.status_code == 403
    assert "has not verified" in page.text
    with_provider(settings, trust_email=True)
    come_back(client, liar, email_verified=verified)
    assert is_in(client)


def test_provider_signs_in_only_people_of_its_domains(client, liar, ana, settings):
    with_provider(settings, domains=("unhcr.org", "example.net"))
    page = come_back(client, liar)
    assert page.status_code == 403
    assert "@unhcr.org or @example.net" in page.text
    with_provider(settings, domains=("example.org",))
    come_back(client, liar)
    assert is_in(client)
    client.logout()
    people_actions.keep(
        ana, email="ana@iom.example"
    )  # they went to another agency, whose own provider counts
    assert come_back(client, liar).status_code == 403
    assert not is_in(client)


def test_other_domain_that_only_ends_alike_is_not_of_the_provider(client, liar, settings):
    factories.user(email="eve@notexample.org")
    with_provider(settings, domains=("example.org",))
    assert come_back(client, liar, email="eve@notexample.org").status_code == 403


# The same person later ----------------------------------------------------------------------------


def test_changed_address_at_the_provider_locks_nobody_out_and_changes_nothing_here(client, liar, ana):
    come_back(client, liar)
    client.logout()
    come_back(client, liar, email="ana.married@example.org", email_verified=False)
    assert is_in(client)
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"


def test_number_of_one_person_with_the_address_of_another_is_refused(client, liar, ana, ben):
    come_back(client, liar)
    client.logout()
    page = come_back(client, liar, email="ben@example.org")
    assert page.status_code == 403
    assert "connected with another account" in page.text
    assert not is_in(client)


def test_address_that_was_given_to_somebody_new_at_the_provider_is_refused(client, liar, ana):
    come_back(client, liar)
    client.logout()
    page = come_back(client, liar, sub="u-2")
    assert page.status_code == 403
    assert "My account" in page.text
    assert not is_in(client)
    assert SocialAccount.objects.count() == 1


def test_disconnecting_needs_another_way_in(client, liar, ben):
    actions.invite(ben, by=None)
    come_back(client, liar, email="ben@example.org")
    account = SocialAccount.objects.get()
    assert "Set a password first" in client.get("/me/").text
    client.post(f"/me/connections/{account.pk}/end/")
    assert SocialAccount.objects.exists()
    client.post("/password/first/", {"password1": PASSWORD, "password2": PASSWORD})
    ben.refresh_from_db()
    assert ben.has_usable_password()
    client.force_login(ben)
    assert "Disconnect UNHCR" in client.get("/me/").text
    client.post(f"/me/connections/{account.pk}/end/")
    assert not SocialAccount.objects.exists()


def test_nobody_ends_the_connection_of_somebody_else(client, liar, ana, ben):
    come_back(client, liar)
    client.logout()
    client.force_login(ben)
    answer = client.post(f"/me/connections/{SocialAccount.objects.get().pk}/end/")
    assert answer.status_code == 404
    assert SocialAccount.objects.exists()


def test_person_who_is_forgotten_has_no_connection_left(client, liar, ana):
    come_back(client, liar)
    people_actions.forget(ana)
    assert not SocialAccount.objects.exists()
    assert client.get("/me/").status_code == 302


def test_account_without_a_password_counts_where_passwords_did(client, liar, ben):
    actions.invite(ben, by=None)
    come_back(client, liar, email="ben@example.org")
    SecretariatRole.objects.create(person=ben, role=SecretariatRole.Role.FULL)
    assert queries.is_last_of_secretariat(ben)
    people_actions.keep(ben, is_active=False)
    factories.appointment(ben, "IOM", "staff")
    ben.refresh_from_db()
    assert not ben.is_active  # an administrator closed it; a new appointment does not open it


# What is not believed -----------------------------------------------------------------------------

NOW = int(time.time())
LIES = {
    "for another client": {"aud": "somebody-else"},
    "for several, by another": {"aud": ["portal", "other"], "azp": "other"},
    "for several, by nobody": {"aud": ["portal", "other"]},
    "of another issuer": {"iss": "https://elsewhere.example"},
    "to another question": {"nonce": "another"},
    "to no question": {"nonce": None},
    "too old": {"exp": NOW - 3600, "iat": NOW - 7200},
    "of tomorrow": {"iat": NOW + 86400, "exp": NOW + 90000},
    "without an end": {"exp": None},
    "about nobody": {"sub": None},
    "about an empty number": {"sub": ""},
    "about a number too long": {"sub": "x" * 192},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES)
def test_token_that_lies_signs_nobody_in(client, liar, ana, claims, caplog):
    page = come_back(client, liar, **claims)
    assert page.status_code == 502
    assert "could not check the answer of UNHCR" in page.text
    assert 'href="/login/"' in page.text
    assert not is_in(client)
    lines = [one for one in caplog.records if one.name == "agencies.accounts.provider_views"]
    assert len(lines) == 1
    assert lines[0].exc_info is None
    assert "ana@" not in lines[0].getMessage()


def signed_by_nobody(liar):
    liar.key, liar.algorithm = None, "none"


def signed_by_another(liar):
    liar.key = lying.OTHER_KEY


def signed_with_the_public_key(liar):
    """As a shared secret: a check that believes the token's own algorithm takes it for signed."""
    liar.key, liar.algorithm = b"shared: secret", "HS256"


def signed_by_a_key_that_nobody_knows(liar):
    liar.header = {"kid": "two"}


def signed_by_a_key_for_something_else(liar):
    liar.keys = {"keys": [lying.public(lying.KEY, use="enc")]}


def no_keys(liar):
    liar.keys = {"keys": []}


def no_token(liar):
    liar.answers["/token"] = (200, b'{"access_token": "a"}')


def a_list(liar):
    liar.answers["/token"] = (200, b"[]")


def a_page(liar):
    liar.answers["/token"] = (200, b"<html>")


def deep(liar):
    liar.answers["/keys"] = (200, b"[" * 100_000)


def refused_code(liar):
    liar.answers["/token"] = (400, b'{"error": "invalid_grant"}')


def elsewhere(liar):
    liar.answers["/keys"] = (302, b"http://127.0.0.1:1/keys")


@pytest.mark.filterwarnings("ignore:The HMAC key:jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize(
    "lie",
    [signed_by_nobody, signed_by_another, signed_with_the_public_key, signed_by_a_key_that_nobody_knows,
     signed_by_a_key_for_something_else, no_keys, no_token, a_list, a_page, deep, refused_code, elsewhere],
    ids=lambda lie: lie.__name__,
)  # fmt: skip
def test_answer_that_cannot_be_checked_signs_nobody_in(client, liar, ana, lie):
    lie(liar)
    page = come_back(client, liar)
    assert page.status_code == 502
    assert not is_in(client)


def test_clocks_may_differ_by_a_minute(client, liar, ana):
    come_back(client, liar, iat=int(time.time()) + 40, exp=int(time.time()) - 20)
    assert is_in(client)


def test_key_without_a_name_is_found_if_it_is_the_only_one(client, liar, ana):
    liar.header = {}
    come_back(client, liar)
    assert is_in(client)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"issuer": "https://elsewhere.example"}, 502),
        ({"authorization_endpoint": "javascript:alert(1)"}, 502),
        ({"jwks_uri": None}, 502),
    ],
    ids=str,
)
def test_provider_that_is_not_as_set_is_not_asked(client, liar, changed, status):
    liar.about |= changed
    page = client.post("/login/with/unhcr/")
    assert page.status_code == status
    assert 'href="/login/"' in page.text


# What goes wrong on the way -----------------------------------------------------------------------


def test_provider_that_is_down_is_said_and_not_asked_again_at_once(client, liar):
    liar.answers["/.well-known/openid-configuration"] = (503, b"down")
    for _ in range(3):
        page = client.post("/login/with/unhcr/")
        assert page.status_code == 503
        assert "UNHCR does not answer at the moment" in page.text
    assert len(liar.asked) == 1


def test_provider_that_nobody_listens_for_is_down(client, liar, settings):
    with_provider(settings, issuer="http://127.0.0.1:1")
    assert client.post("/login/with/unhcr/").status_code == 503


def test_answer_without_end_is_cut_off(client, liar, monkeypatch):
    monkeypatch.setattr(oidc, "LARGEST", 100)
    assert client.post("/login/with/unhcr/").status_code == 503


def test_answer_that_drips_is_cut_off(client, liar, monkeypatch):
    monkeypatch.setattr(oidc, "DEADLINE", -1)
    assert client.post("/login/with/unhcr/").status_code == 503


@pytest.mark.parametrize("error", ["access_denied", "login_required"])
def test_who_cancels_there_is_told_so_here(client, liar, error):
    state = begin(client, liar)["state"]
    page = client.get("/login/with/unhcr/back/", {"error": error, "state": state})
    assert page.status_code == 403
    assert "you cancelled there" in page.text


def test_answer_of_another_provider_is_refused(client, liar, ana):
    asked = begin(client, liar)
    liar.claims = {"sub": "u-1", "nonce": asked["nonce"], "email": ana.email, "email_verified": True}
    sent = {"code": "one", "state": asked["state"], "iss": "https://elsewhere.example"}
    assert client.get("/login/with/unhcr/back/", sent).status_code == 502


def test_answer_counts_once_and_only_in_the_browser_that_asked(client, liar, ana):
    state = begin(client, liar)["state"]
    other = Client().get("/login/with/unhcr/back/", {"code": "one", "state": state})
    assert other.status_code == 400
    assert "More than ten minutes" in other.text
    assert come_back(client, liar).status_code == 302
    used = begin(client, liar)
    client.get("/login/with/unhcr/back/", {"error": "access_denied", "state": used["state"]})
    assert client.get("/login/with/unhcr/back/", {"code": "a", "state": used["state"]}).status_code == 400


def test_answer_after_ten_minutes_is_too_late(client, liar, ana, monkeypatch):
    monkeypatch.setattr(statekit, "STATE_TTL", -1)
    assert come_back(client, liar).status_code == 400


def test_answer_without_anything_is_an_answer_in_words(client, liar):
    assert client.get("/login/with/unhcr/back/").status_code == 400


# A second factor ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "claims", "counts"),
    [
        ("claimed", {}, False),
        ("claimed", {"amr": ["pwd"]}, False),
        ("claimed", {"amr": ["otp"]}, False),
        ("claimed", {"amr": ["pwd", "otp"]}, True),
        ("claimed", {"amr": ["mfa"]}, True),
        ("claimed", {"amr": "mfa"}, False),
        ("claimed", {"acr": "silver"}, False),
        ("claimed", {"acr": "gold"}, True),
        ("claimed", {"acr": ["gold"], "amr": [["mfa"]]}, False),
        ("always", {}, True),
        ("never", {"amr": ["mfa"]}, False),
    ],
)
def test_second_factor_counts_as_the_setting_says(setting, claims, counts):
    provider = Provider(**UNHCR, issuer="https://login.example", second_factor=setting, acr=("gold",))
    assert connections.is_second_factor(provider, claims) is counts


def test_session_says_by_what_somebody_signed_in(client, liar, ana, settings):
    with_provider(settings, acr=("gold",))
    assert begin(client, liar)["acr_values"] == "gold"
    come_back(client, liar, amr=["pwd", "hwk"])
    (record,) = client.session["account_authentication_methods"]
    assert (record["method"], record["provider"], record["second_factor"]) == ("socialaccount", "unhcr", True)
