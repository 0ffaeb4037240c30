"""A lost second factor is removed by somebody else; what is known of factors goes with the account."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from auditlog.models import LogEntry
from django.contrib import admin
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from agencies.factors import actions
from agencies.people import actions as people_actions
from foundation.verbs import Refused
from tests import factories
from tests.agencies.factors.signing import is_in, set_up_app, sign_in
from tests.test_admin import powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What django-allauth's signal told: of whom, and by whose request."""
    told = []

    def hear(user, request, authenticator, **rest):
        told.append((user, request and request.user, authenticator.type, authenticator.pk))

    authenticator_removed.connect(hear)
    yield told
    authenticator_removed.disconnect(hear)


def with_app(person):
    """Gives them an authenticator app, in a browser of their own."""
    cache.clear()
    browser = Client()
    sign_in(browser, person)
    set_up_app(browser)
    return person


@pytest.fixture
def ana():
    return with_app(factories.person_of("IOM", name="Ana"))


def page_of(person, end="factors/remove/") -> str:
    return f"/people/{person.pk}/{end}"


def test_secretariat_sees_it_and_removes_a_lost_one(client, ana, heard):
    of_secretariat = factories.secretariat()
    sign_in(client, of_secretariat)
    assert page_of(ana) in client.get(page_of(ana, "")).text
    assert "Remove it if Ana has lost their phone or key" in client.get(page_of(ana)).text
    codes = list(Authenticator.objects.values_list("type", "pk").order_by("pk"))
    answer = client.post(page_of(ana), follow=True)
    assert "Ana can sign in with their password." in answer.text
    assert "They sign in with their password alone." in answer.text
    assert page_of(ana) not in answer.text
    assert heard == [(ana, of_secretariat, type, pk) for type, pk in codes]
    browser = Client()
    sign_in(browser, ana)
    assert is_in(browser)


def test_removal_asks_who_signed_in_a_while_ago(client, ana):
    client.force_login(factories.secretariat())
    for send in (client.get, client.post):
        assert send(page_of(ana)).url.startswith("/login/again/")
    assert Authenticator.objects.exists()


def test_nobody_removes_their_own_there(client, heard):
    for person in (with_app(factories.secretariat()), with_app(factories.admin())):
        with pytest.raises(Refused, match="Ask a colleague"):
            actions.reset(person, by=person)
        browser = Client()
        browser.force_login(person)
        assert page_of(person) not in browser.get(page_of(person, "")).text
        assert browser.post(page_of(person)).status_code in (403, 302)
        assert Authenticator.objects.filter(user=person).count() == 2
    assert heard == []


@pytest.mark.parametrize(
    ("by", "of", "may"),
    [
        (factories.secretariat, factories.secretariat, True),
        (factories.secretariat, factories.admin, False),
        (factories.reader, factories.user, False),
        (lambda: factories.person_of("IOM"), lambda: factories.person_of("IOM"), False),
        (factories.admin, factories.admin, True),
    ],
    ids=["colleague", "administrator", "who only reads", "same agency", "by administrator"],
)
def test_who_may_remove_whose(client, by, of, may):
    person, other = by(), with_app(of())
    sign_in(client, person)
    shown = client.get(page_of(other, ""))
    assert (page_of(other) in shown.text) == may
    assert client.post(page_of(other)).status_code == (302 if may else 403)
    assert Authenticator.objects.filter(user=other).exists() != may


def test_colleague_of_the_same_agency_does_not_see_it(client, ana):
    client.force_login(factories.person_of("IOM"))
    assert "Authenticator app" not in client.get(page_of(ana, "")).text


def test_person_without_one_has_nothing_to_remove(client):
    person = factories.user(name="Bo")
    sign_in(client, factories.secretariat())
    assert "Bo has no second factor." in client.post(page_of(person)).text


def test_operator_has_a_way_back_for_the_last_one(ana, heard):
    said = io.StringIO()
    call_command("reset_second_factor", ana.email.upper(), stdout=said)
    assert "Removed from Ana" in said.getvalue()
    assert [(user, by) for user, by, *_ in heard] == [(ana, None)] * 2
    browser = Client()
    sign_in(browser, ana)
    assert is_in(browser)
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", ana.email)
    with pytest.raises(CommandError, match="Nobody signs in with"):
        call_command("reset_second_factor", "nobody@example.org")


def test_it_goes_when_an_account_is_closed_or_a_person_forgotten(client, ana):
    client.force_login(factories.admin())
    powers(client, ana, "is_active")
    assert Authenticator.objects.filter(user=ana).exists()
    powers(client, ana)
    assert not Authenticator.objects.filter(user=ana).exists()
    bo = with_app(factories.user(name="Bo"))
    people_actions.forget(bo)
    assert not Authenticator.objects.filter(user=bo).exists()


def test_secrets_are_in_no_copy_no_history_and_no_administration(client, ana):
    client.force_login(ana)
    copy = client.get("/me/copy.json").text
    for row in Authenticator.objects.all():
        for secret in (row.data.get("secret"), row.data.get("seed")):
            assert secret is None or secret not in copy
    assert Authenticator not in admin.site._registry
    assert not LogEntry.objects.filter(content_type__app_label="mfa").exists()
    assert not LogEntry.objects.filter(changes__icontains="gAAAA").exists()
