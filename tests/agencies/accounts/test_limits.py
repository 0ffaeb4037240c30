"""Guesses at passwords are slowed down, nobody is kept out by them, and nobody learns who has an account."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.accounts import limits, tasks
from agencies.accounts.models import Counted, Guesses
from foundation.dates import clock
from foundation.models import Job
from tests import factories
from tests.foundation.history.pages import sentences

pytestmark = pytest.mark.django_db

PASSWORD, OTHER = "a-long-password", "another-quiet-word"


@pytest.fixture(autouse=True)
def limited(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": ""}


def sign_in(client, email, password=PASSWORD, network="192.0.2.1"):
    return client.post("/login/", {"login": email, "password": password}, REMOTE_ADDR=network)


def is_in(client):
    return "_auth_user_id" in client.session


def guess(email, times=5, network="198.51.100.9"):
    for _ in range(times):
        page = sign_in(Client(), email, "guess", network=network)
    return page


def test_waits_grow_from_a_minute_to_an_hour():
    minutes = [limits.ACCOUNT.wait(count) // dt.timedelta(minutes=1) for count in range(4, 14)]
    assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_guesses_are_forgiven_with_time():
    ana = factories.user()
    guess(ana.email)
    assert "in 1 minute" in sign_in(Client(), ana.email).text
    with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
        assert "Wrong e-mail" in guess(ana.email, 1).text
        assert "in 2 minutes" in guess(ana.email, 1).text
    with clock.moved_to(clock.now() + dt.timedelta(hours=8)):
        assert "Wrong e-mail" in guess(ana.email, 4).text


def test_clock_that_goes_back_forgives_nothing_and_ends_no_wait():
    ana = factories.user()
    guess(ana.email)
    with clock.moved_to(clock.now() - dt.timedelta(minutes=30)):
        assert "Too many attempts" in sign_in(Client(), ana.email).text


def test_flood_of_strange_addresses_lifts_no_limit():
    ana = factories.user()
    guess(ana.email)
    for number in range(320):  # the earlier cache kept 300 entries
        guess(f"strange{number}@example.org", 1, network=f"2001:db8:{number:x}::1")
    assert "Too many attempts" in sign_in(Client(), ana.email).text


def test_cache_of_allauth_keeps_more_than_django_would():
    for number in range(320):
        cache.set(f"key {number}", number, 600)
    assert cache.get("key 0") == 0
    assert Counted.objects.count() == 320
    assert not Counted.objects.filter(cache_key__contains="key").exists()  # no address of a network


def test_stranger_who_guesses_does_not_keep_out_a_browser_that_is_known(client):
    ana = factories.user()
    sign_in(client, ana.email)
    client.post("/logout/")
    guess(ana.email)
    assert "Too many attempts" in sign_in(Client(), ana.email).text
    sign_in(client, ana.email)
    assert is_in(client)


def test_known_browser_has_its_own_count_and_waits_too(client):
    ana = factories.user()
    sign_in(client, ana.email)
    client.post("/logout/")
    for _ in range(10):
        sign_in(client, ana.email, "guess")
    assert "Too many attempts" in sign_in(client, ana.email).text
    sign_in(other := Client(), ana.email)
    assert is_in(other)


def test_browser_is_known_to_nobody_else_and_not_after_a_new_password(client):
    ana, ben = factories.user(), factories.user()
    sign_in(client, ana.email)
    client.post("/logout/")
    guess(ben.email)
    assert "Too many attempts" in sign_in(client, ben.email).text
    ana.set_password(OTHER)
    ana.save()
    guess(ana.email)
    assert "Too many attempts" in sign_in(client, ana.email, OTHER).text


def test_network_has_a_larger_count_and_ipv6_counts_by_64(client):
    for number in range(50):
        guess(f"strange{number}@example.org", 1, network=f"2001:db8:1:2::{number:x}")
    ana = factories.user()
    assert "Too many attempts" in sign_in(client, ana.email, network="2001:db8:1:2:ffff::1").text
    sign_in(client, ana.email, network="2001:db8:1:3::1")
    assert is_in(client)


def test_right_passwords_use_up_nothing():
    people = [factories.user() for _ in range(3)]
    for _ in range(20):
        for person in people:
            sign_in(one := Client(), person.email)
            assert is_in(one)


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed."""
    done, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *said: (done.append(said), encode(self, *said))[1]
    )
    return done


def people():
    without = factories.user(email="without@example.org")
    without.set_unusable_password()
    without.save()
    factories.user(email="open@example.org")
    factories.user(email="closed@example.org", is_active=False)
    return ["open@example.org", "closed@example.org", "without@example.org", "nobody@example.org"]


def test_wrong_password_looks_the_same_for_whatever_account_and_costs_the_same(hashed):
    seen = set()
    for number, email in enumerate(people()):
        client = Client()
        client.get("/login/")
        hashed.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = sign_in(client, email, "guess", network=f"192.0.2.{number}")
        seen.add((page.status_code, page.text.count("Wrong e-mail or password"), len(asked), len(hashed)))
    assert len(seen) == 1, seen
    assert seen.pop()[3] == 1


def test_wait_looks_the_same_for_whatever_account(hashed):
    seen = set()
    for number, email in enumerate(people()):
        guess(email, network=f"192.0.2.{number}")
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            page = sign_in(Client(), email, network="203.0.113.5")
        seen.add((page.status_code, page.text.count("Try again in 1 minute"), len(asked), len(hashed)))
    assert len(seen) == 1, seen
    assert seen.pop()[1:] != (0,)


def test_closed_account_is_named_only_after_the_right_password(client):
    factories.user(email="closed@example.org", is_active=False)
    assert "/login/closed/" not in getattr(sign_in(client, "closed@example.org", "guess"), "url", "")
    assert sign_in(client, "closed@example.org").url == "/login/closed/"
    assert not is_in(client)


def test_forgotten_password_costs_the_same_for_whatever_account():
    seen = set()
    for email in people():
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/password/forgotten/", {"email": email})
        Job.objects.all().delete()
        seen.add((answer.status_code, answer.url, len(asked)))
    assert len(seen) == 1, seen
    assert mail.outbox == []  # the worker writes, after the answer


def test_history_tells_of_guesses_and_the_stop_and_of_no_strange_address(client, caplog):
    ana = factories.user(name="Ana Abel")
    guess(ana.email, 6)
    guess("strange@example.org", 2)
    tasks.tell_of_guesses()
    tasks.tell_of_guesses()
    client.force_login(factories.secretariat())
    told = " ".join(sentences(client, "people", ana.pk))
    assert told.count("Somebody entered wrong passwords for Ana Abel several times.") == 1
    assert told.count("The portal stopped sign-in for Ana Abel for a while") == 1
    assert "2 attempts to sign in with addresses that nobody has." in caplog.text
    assert "strange@" not in caplog.text + str(list(LogEntry.objects.values())) + str(
        list(Guesses.objects.values())
    )
    with clock.moved_to(clock.now() + dt.timedelta(days=2)):
        tasks.tell_of_guesses()
    assert not Guesses.objects.exists()


def test_new_browser_is_mailed_but_neither_the_first_one_nor_a_known_one(client):
    ana = factories.user(last_login=None)
    sign_in(client, ana.email)
    client.post("/logout/")
    sign_in(client, ana.email)
    assert mail.outbox == []
    sign_in(Client(), ana.email)
    (told,) = mail.outbox
    assert told.subject == "Somebody signed in to your account from a new browser"
    assert told.to == [ana.email]
