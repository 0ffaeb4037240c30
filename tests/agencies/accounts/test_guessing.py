"""Guesses at passwords: how long a guesser waits, and that they keep nobody else out."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.accounts import tasks
from agencies.accounts.models import Counted, Guesses
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "300/5m/ip", "reset_password": "30/5m/ip,3/5m/key"}


@pytest.fixture
def ana():
    return factories.user(email="ana@example.org", name="Ana")


def log_in(client, email="ana@example.org", password=PASSWORD):
    return client.post("/login/", {"login": email, "password": password})


def guess(times, *, email="ana@example.org", client=None):
    for _ in range(times):
        page = log_in(client or Client(), email, "guess")
    return page


def is_in(client):
    return "_auth_user_id" in client.session


def waits(page) -> str:
    found = [error for error in page.context["form"].non_field_errors() if "Try again" in error]
    return found[0].partition("Try again ")[2].partition(",")[0] if found else ""


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_waits_grow_to_an_hour_and_are_the_same_for_an_address_that_nobody_has(ana, email):
    guess(5, email=email)
    seen = []
    moment = clock.now()
    for _ in range(8):
        with clock.moved_to(moment + dt.timedelta(seconds=2)):
            seen.append(waits(log_in(Client(), email, "guess")))
        row = Guesses.objects.filter(until__isnull=False).order_by("-until").first()
        moment = row.until + dt.timedelta(seconds=1)
        with clock.moved_to(moment):
            log_in(Client(), email, "guess")
    assert seen == [f"in {minutes} minute{'s'[: minutes != 1]}" for minutes in (1, 2, 4, 8, 16, 32, 60, 60)]


def test_stranger_who_guesses_does_not_keep_a_known_browser_out(ana):
    known = Client()
    log_in(known)
    known.post("/logout/")
    guess(60)
    assert waits(log_in(Client()))
    log_in(known)
    assert is_in(known)


def test_a_known_browser_is_unknown_after_a_new_password(ana):
    known = Client()
    log_in(known)
    known.post("/logout/")
    ana.set_password("another-quiet-word")
    ana.save()
    guess(6)
    assert waits(log_in(known, password="another-quiet-word"))


def test_somebody_at_a_known_browser_cannot_guess_for_ever_either(ana):
    known = Client()
    log_in(known)
    known.post("/logout/")
    guess(10, client=known)
    assert waits(log_in(known))


def test_a_forged_cookie_makes_no_browser_known(ana):
    stranger = Client()
    stranger.cookies["browser"] = "W1sxLCJ4IiwieCJdXQ:1v:forged"
    guess(5, client=stranger)
    assert waits(log_in(stranger))


def test_the_right_password_forgives_what_was_guessed(ana):
    guess(4)
    log_in(Client())
    guess(4)
    one = Client()
    log_in(one)
    assert is_in(one)


def test_flood_of_strange_addresses_drops_no_lock(ana):
    """A cache of 300 entries would have forgotten it."""
    guess(6)
    for number in range(400):
        cache.set(f"allauth:rl:login:{number}", [number], 300)
        Guesses.objects.create(mark=f"stranger {number}", count=1)
    assert waits(log_in(Client()))
    assert Counted.objects.count() >= 400


def test_eight_guesses_at_once_are_eight(ana):
    guess(8)
    assert Guesses.objects.order_by("-count").first().count == 5  # the others had to wait


WRONG = {
    "a wrong password": ("ana@example.org", "guess"),
    "an address that nobody has": ("nobody@example.org", PASSWORD),
    "an account without a password": ("invited@example.org", PASSWORD),
    "a closed account, with a wrong password": ("closed@example.org", "guess"),
}


def test_no_refusal_tells_whether_there_is_an_account(ana, monkeypatch, settings):
    """The same page, as many queries, and as many passwords hashed: so the same time."""
    invited = factories.user(email="invited@example.org")
    invited.set_unusable_password()
    invited.save()
    factories.user(email="closed@example.org", is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    guess(1, email="first@example.org")
    seen = {}
    for what, (email, password) in WRONG.items():
        hashed.clear()
        client = Client()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = log_in(client, email, password)
        errors = page.context["form"].non_field_errors()
        seen[what] = (page.status_code, tuple(errors), len(queries), len(hashed), is_in(client))
    assert len(set(seen.values())) == 1, seen
    assert seen["a wrong password"][3] == 1


def test_a_closed_account_is_told_so_only_with_its_password(client):
    factories.user(email="closed@example.org", is_active=False)
    assert log_in(client, "closed@example.org", "guess").status_code == 200
    assert log_in(client, "closed@example.org").url == "/login/closed/"


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_does_the_same_work_for_everybody(ana, client, email):
    client.post("/password/forgotten/", {"email": "first@example.org"})
    with CaptureQueriesContext(connection) as queries:
        client.post("/password/forgotten/", {"email": email})
    assert len(queries) == NUMBER.setdefault("queries", len(queries))


NUMBER: dict[str, int] = {}


def test_the_history_tells_of_guesses_and_locks(ana):
    guess(6)
    guess(3, email="nobody@example.org")
    tasks.tell_of_guesses()
    tasks.tell_of_guesses()
    said = [one.changes["account"][1] for one in LogEntry.objects.filter(changes__has_key="account")]
    assert sorted(said) == ["locked", "sign_ins_failed"]


def test_what_is_forgiven_is_deleted(ana):
    guess(2)
    tasks.tell_of_guesses()
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        tasks.tell_of_guesses()
    assert not Guesses.objects.exists()
