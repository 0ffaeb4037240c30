"""What is sent twice about signing in, or eight times at once, is done once."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.agencies.factors.signing import code_of, codes_on, is_in, secret_on, set_up_app, sign_in
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 8


@pytest.fixture
def person(client):
    cache.clear()
    person = factories.user()
    sign_in(client, person)
    return person


def browsers_before_the_code(person) -> list[Client]:
    browsers = [Client() for _ in range(TIMES)]
    for one in browsers:
        sign_in(one, person)
    return browsers


def send(browser, code):
    return lambda: browser.post("/login/code/", {"code": code})


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_code_signs_in_one_browser_of_eight_that_send_it_at_once(client, person, kind):
    secret = set_up_app(client)
    code = code_of(secret, 1) if kind == "app" else codes_on(client.get("/me/factors/codes/"))[0]
    browsers = browsers_before_the_code(person)
    answers = at_once(*[send(one, code) for one in browsers])
    assert not [one for one in answers if isinstance(one, Exception) or one.status_code >= 500]
    assert sum(map(is_in, browsers)) == 1


def test_app_is_set_up_once(client, person):
    secret = secret_on(client.get("/me/factors/app/"))
    cookies = client.cookies.copy()

    def press():
        browser = Client()
        browser.cookies = cookies.copy()
        return browser.post("/me/factors/app/", {"code": code_of(secret)})

    answers = at_once(*[press] * TIMES)
    assert not [one for one in answers if isinstance(one, Exception) or one.status_code >= 500]
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]


def test_second_press_of_a_removal_finds_nothing(client, person):
    set_up_app(client)
    helper = Client()
    sign_in(helper, factories.secretariat())
    assert helper.post(f"/people/{person.pk}/factors/remove/").status_code == 302
    assert "has no second factor" in helper.post(f"/people/{person.pk}/factors/remove/").text
    assert client.post("/me/factors/app/remove/").status_code == 404
    assert client.post("/me/factors/passkeys/1/remove/").status_code == 404
