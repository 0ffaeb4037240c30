"""Sends hostile input to every address. The portal must answer without an error of its own."""

import logging
import re
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from tests.test_roles import SPACES, TABLE, logged_in, the, world  # noqa: F401

ROOT = Path(__file__).parent.parent
MARK = "\"'><script>alert(1)</script>"
HOSTILE = ["²", "9" * 5000, "9999-12-31", MARK]


@cache
def parameters() -> frozenset[str]:
    """Returns the names that the views read from an address, and from a form beyond its fields."""
    code = "".join(
        path.read_text() for path in ROOT.glob("[acdfm]*/**/*.py") if "migrations" not in path.parts
    )
    return frozenset(re.findall(r"""\b(?:GET|POST|asked|posted)(?:\.get|\.getlist)?[(\[]"(\w+)\"""", code))


def test_parameters_are_found():
    assert {"q", "page", "revision", "meeting", "next"} <= parameters()


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES, ids=[space or "roof" for space in SPACES])
def test_nothing_typed_into_an_address_or_a_form_breaks_it(world, space, caplog):  # noqa: F811
    caplog.set_level(logging.CRITICAL, "django.request")
    browser = logged_in(world["roles"]["superuser"])
    browser.raise_request_exception = False
    strays = {}
    for name, arguments, method, _ in TABLE:
        if name.rpartition(":")[0] != space or name in ("logout", "account_logout"):
            continue
        address = reverse(name, kwargs={key: the(value, world) for key, value in arguments.items()})
        for value in HOSTILE:
            with transaction.atomic():
                answer = getattr(browser, method.lower())(address, dict.fromkeys(parameters(), value))
                text = answer.getvalue()  # reading it closes its file
                transaction.set_rollback(True)
            if answer.status_code >= 500 or (MARK.encode() in text and "html" in answer["Content-Type"]):
                strays[f"{method} {name} {value[:12]!r}"] = answer.status_code
    assert strays == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/?q=a%00b", "/meetings/?state=%00", "/documents/%00/"])
def test_nul_is_refused_with_a_page(client, address):
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert "We could not read this request" in answer.text or answer.status_code == 404
    posted = client.post("/apply/", {"agency": "a\0b"})
    assert posted.status_code == 400
    assert "We could not read this request" in posted.text
