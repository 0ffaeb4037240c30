"""The log: one line for each refusal, whatever somebody sends, and nothing personal in it."""

import datetime as dt
import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from foundation.web.logs import Formatter
from tests.factories import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """What the portal writes, in the form of the settings."""
    form = settings.LOGGING["formatters"]["line"]
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Formatter(form["format"], style=form["style"]))
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def somebody():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(user())
    return client


REFUSALS = {
    "not allowed": (403, lambda one: one.get(reverse("changes"))),
    "not there": (404, lambda one: one.get("/nothing/")),
    "a forged line": (
        404,
        lambda one: one.get("/nothing%0A2026-12-01 10:00:00 ERROR forged%0D%0a%1b[2J%E2%80%A8x/"),
    ),
    "an address": (404, lambda one: one.get("/nothing/ana.lima@unfpa.example/")),
    "NUL": (400, lambda one: one.get("/?q=%00")),
    "another host": (400, lambda one: one.get("/", headers={"host": "evil.example\nforged"})),
    "no token": (403, lambda one: one.post(reverse("me"), {"name": "x"})),
    "not this way": (405, lambda one: one.post(reverse("changes"), headers={"x-csrftoken": "x"})),
    "not a form": (
        400,
        lambda one: one.generic(
            "POST", reverse("me"), b"x", content_type="multipart/form-data; boundary=\xff"
        ),
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_a_refusal_is_one_line(what, log, somebody):
    status, ask = REFUSALS[what]
    if what == "not this way":
        somebody.handler.enforce_csrf_checks = False
    assert ask(somebody).status_code == status
    lines = log.getvalue().splitlines()
    assert len(lines) == 1, lines
    assert " WARNING django." in lines[0] or " ERROR django.security." in lines[0]
    assert "@" not in lines[0]
    assert "\x1b" not in lines[0]


def test_a_secret_of_a_link_is_not_in_the_log(log, client):
    link = "abcdefghijklmnopqrstuvwxyz:1v:secret"
    assert client.get(reverse("meetings:reply", args=[link])).status_code in (403, 404, 410)
    assert "[link]" in log.getvalue()
    assert "secret" not in log.getvalue()


def test_a_short_key_stays_in_the_log(log, client):
    client.force_login(user())
    assert client.get(reverse("history", args=["agency", "2"])).status_code == 404
    assert "/history/agency/2/" in log.getvalue()
    assert "[key]" not in log.getvalue()


def test_an_error_keeps_its_traceback_below_its_line(log):
    try:
        raise ValueError("of ana.lima@unfpa.example\n2026-12-01 10:00:00 ERROR forged\x1b[2J")
    except ValueError:
        logging.getLogger("foundation").exception("Something failed\nforged")
    first, *below = log.getvalue().splitlines()
    assert first.endswith("ERROR foundation: Something failed\\nforged")
    assert all(line.startswith("    ") for line in below)
    assert "    ValueError: of [address]" in below
    assert "\x1b" not in log.getvalue()


def test_a_line_says_when_in_utc_and_whose_request_was_refused(log):
    person = user()
    client = Client()
    client.force_login(person)
    before = dt.datetime.now(dt.UTC)
    assert client.get(reverse("changes")).status_code == 403
    Client().get("/nothing/")
    of_person, of_visitor = log.getvalue().splitlines()
    when = dt.datetime.fromisoformat(of_person.split()[0])
    assert before - dt.timedelta(seconds=1) <= when <= dt.datetime.now(dt.UTC)
    assert of_person.split()[0].endswith("Z")
    assert of_person.endswith(f"/changes/ [person {person.pk}]")
    assert "person" not in of_visitor
