"""A second factor is demanded by setting, of whoever holds the power today. Nothing that they do is lost."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.urls import resolve

from agencies.factors.demands import check_setting, demanded_of
from agencies.factors.middleware import OPEN
from foundation.dates import clock
from meetings.calendar import feeds
from tests import factories
from tests.agencies.factors.signing import code_of, set_up_app, sign_in
from tests.test_roles import TABLE, TODAY, address_of, logged_in, world  # noqa: F401

pytestmark = pytest.mark.django_db

SETUP = "/me/factors/"


@pytest.fixture(autouse=True)
def no_code_is_used():
    cache.clear()


@pytest.mark.parametrize("role", ["secretariat", "superuser", "chair"])
def test_whoever_needs_a_second_factor_opens_nothing_but_its_setup(world, settings, bare_refusals, role):  # noqa: F811
    """Every address of the portal. Links from mails and feeds have secrets of their own."""
    settings.SECOND_FACTOR = ["secretariat", "superuser", "chair"]
    person, strays, led = world["roles"][role], {}, 0
    for name, arguments, method, _row in TABLE:
        address = address_of(name, arguments, world)
        view = resolve(address).func
        is_of_link = {"link", "key"} & set(arguments) and not getattr(view, "login_required", True)
        client = logged_in(person)
        with clock.moved_to(TODAY), transaction.atomic():
            answer = client.generic(method, address)
            transaction.set_rollback(True)
        if answer.streaming:
            answer.getvalue()  # reading it closes its file
        is_led = answer.status_code == 302 and answer.url == SETUP
        if is_led == (name in OPEN or bool(is_of_link)) and name not in ("account_login", "login"):
            strays[f"{method} {name}"] = answer.status_code
        led += is_led
    assert strays == {}
    assert led > 300


def test_others_are_not_asked(world, settings):  # noqa: F811
    settings.SECOND_FACTOR = ["secretariat", "superuser", "chair"]
    with clock.moved_to(TODAY):
        for role in ("focal point", "outgoing", "incoming", "nobody"):
            assert logged_in(world["roles"][role]).get("/me/").status_code == 200, role
        assert logged_in(None).get("/").status_code == 200
        settings.SECOND_FACTOR = ["everybody"]
        assert logged_in(world["roles"]["focal point"]).get("/me/").url == SETUP
        assert logged_in(None).get("/").status_code == 200


@pytest.mark.parametrize("make", [factories.secretariat, factories.reader], ids=["full", "reading"])
def test_secretariat_is_led_to_the_setup_and_on_to_where_they_wanted(client, settings, make):
    settings.SECOND_FACTOR = ["secretariat"]
    person = make()
    sign_in(client, person, at="/login/?next=/people/")
    assert client.get("/people/").url == SETUP
    page = client.get(SETUP).text
    assert "You belong to the secretariat" in page
    secret = set_up_app(client)
    page = client.get("/me/factors/codes/").text
    assert 'href="/people/">Continue where you were' in page
    assert client.get("/people/").status_code == 200
    assert "Continue where you were" not in client.get("/me/factors/codes/").text
    client.post("/logout/")
    sign_in(client, person)
    client.post("/login/code/", {"code": code_of(secret)})
    assert client.get("/people/").status_code == 200
    assert client.get(SETUP).url == "/me/#login"


def test_chair_is_asked_at_midnight(client, settings):
    settings.SECOND_FACTOR = ["chair"]
    for acronym in ("UNHCR", "IOM"):
        factories.membership(acronym, "2003")
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.term("IOM", "2007-01-01", "2007-06-30")
    incoming, outgoing = factories.person_of("IOM"), factories.person_of("UNHCR")
    midnight = dt.datetime(2007, 1, 1, tzinfo=clock.zone())
    for person, before, after in ((incoming, 200, 302), (outgoing, 302, 200)):
        client.force_login(person)
        for moment, status in ((midnight - dt.timedelta(seconds=9), before), (midnight, after)):
            with clock.moved_to(moment):
                assert client.get("/me/").status_code == status, (person, moment)


def test_form_is_held_and_sent_after_the_setup(client, settings):
    person = factories.secretariat()
    agency = factories.agency("ILO", name="Labour")
    sign_in(client, person)
    settings.SECOND_FACTOR = ["secretariat"]  # while they write
    page = f"http://testserver/members/{agency.slug}/change/"
    sent = {"name": "International Labour Office", "acronym": "ILO"}
    answer = client.post(page, sent, headers={"referer": page})
    assert answer.url == SETUP
    assert client.session["second_factor_onward"] == f"/members/{agency.slug}/change/"
    agency.refresh_from_db()
    assert agency.name == "Labour"
    assert "International Labour Office" in client.get(SETUP).text
    set_up_app(client)
    assert "International Labour Office" in client.get("/").text
    # Sent too early, it is held again.
    client.post(page, sent)
    assert "held" not in client.session


def test_held_form_that_is_sent_before_the_setup_stays(client, settings):
    person = factories.secretariat()
    sign_in(client, person)
    settings.SECOND_FACTOR = ["secretariat"]
    for _ in range(2):
        client.post("/organizations/add/", {"name": "A partner of ours"})
        assert dict(client.session["held"]["fields"])["name"] == ["A partner of ours"]


def test_script_is_told_that_it_may_not(client, settings):
    settings.SECOND_FACTOR = ["secretariat"]
    client.force_login(factories.secretariat())
    assert client.get("/people/", headers={"HX-Request": "true"}).status_code == 401


def test_feed_of_a_calendar_works_without(client, settings):
    settings.SECOND_FACTOR = ["everybody"]
    person = factories.person_of("IOM")
    factories.membership("IOM", "2003")
    feeds.new_address(person)
    person.refresh_from_db()
    for signed_in in (False, True):
        if signed_in:
            client.force_login(person)
        answer = client.get(f"/meetings/calendar/{person.calendar_key}.ics")
        assert answer.status_code == 200


def test_administrators_are_those_who_enter_the_administration(settings):
    settings.SECOND_FACTOR = ["superuser"]
    assert any(demanded_of(factories.admin()))
    assert any(demanded_of(factories.user(is_staff=True)))
    assert not any(demanded_of(factories.secretariat()))


def test_name_that_no_room_knows_is_refused_at_the_start(settings):
    settings.SECOND_FACTOR = ["secretariat", "chairs"]
    with pytest.raises(ImproperlyConfigured, match=r"chairs\. It can name chair, everybody"):
        check_setting()


def test_invited_person_of_the_secretariat_sets_one_up_at_once(client, settings):
    from agencies.accounts import actions
    from agencies.models import User

    settings.SECOND_FACTOR = ["everybody"]
    person = User.objects.create_user("new@example.org", name="New")
    link = f"/invitation/{actions.token(person)}/"
    client.post(link, {"new_password1": "a-long-password", "new_password2": "a-long-password"})
    assert client.get("/").url == SETUP
    assert client.get("/me/factors/app/").status_code == 200  # without the password that they just chose
