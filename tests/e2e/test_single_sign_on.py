"""Single sign-on in the browser, with a real OpenID provider (oidc-provider) on loopback, run by Node."""

import json
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from django.core import mail

from agencies.accounts import actions
from agencies.models import User
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("node"), reason="Node, which runs the OpenID provider, is missing"),
]

PROVIDER = Path(__file__).parent / "vendor" / "oidc-provider.mjs"
PEOPLE = [
    {"sub": "1001", "email": "focal@example.org", "email_verified": True},
    {"sub": "1002", "email": "ida@example.org", "email_verified": True},
    {"sub": "1003", "email": "stranger@example.org", "email_verified": True},
]


@pytest.fixture
def provider(live_server, settings):
    """Runs the provider for the portal of the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {
        "port": port,
        "client_id": "portal",
        "client_secret": "a secret: of both",
        "redirect_uris": [f"{live_server.url}/login/with/unhcr/back/"],
        "people": PEOPLE,
    }
    settings.OIDC_PROVIDERS = [
        {"id": "unhcr", "name": "UNHCR", "issuer": f"http://127.0.0.1:{port}", "client_id": "portal",
         "secret": told["client_secret"], "domains": ("example.org",)}
    ]  # fmt: skip
    with subprocess.Popen(
        ["node", PROVIDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "listening\n"
        yield process
        process.kill()


def sign_in(somebody, name: str, path: str = "/login/"):
    """Signs in at the provider as the person of that number, and agrees that the portal is told."""
    page = somebody.goes_to(path)
    page.get_by_role("button", name="Sign in with UNHCR").click()
    page.get_by_label("Number").fill(name)
    page.get_by_role("button", name="Agree").click()
    page.wait_for_url(lambda url: url.startswith(somebody.address))
    somebody.complaints.clear()  # of the provider's pages
    return page


def test_person_signs_in_at_their_agency_and_comes_to_where_they_wanted(demo, provider, traveller):
    somebody = traveller()
    somebody.goes_to("/me/")
    assert somebody.findings() == []
    page = sign_in(somebody, "1001", "/me/")
    page.get_by_text("You can sign in with UNHCR.").wait_for()
    assert page.url == f"{somebody.address}/me/"
    assert somebody.findings() + somebody.complaints == []
    page.get_by_role("button", name="Disconnect UNHCR").click()
    page.get_by_text("Disconnected.").wait_for()


def test_invited_person_opens_their_account_without_a_password(demo, provider, visitor):
    person = User.objects.create_user("ida@example.org", name="Ida Imagined")
    factories.appointment(person, "IOM", "staff")
    actions.invite(person, by=None)
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/invitation/" in line)
    page = sign_in(visitor(), "1002", "/invitation/" + link.partition("/invitation/")[2])
    page.get_by_role("heading", name="Your to-do list").wait_for()
    assert User.objects.get(pk=person.pk).has_account


def test_stranger_is_told_whom_to_ask(demo, provider, traveller):
    somebody = traveller()
    page = sign_in(somebody, "1003")
    page.get_by_text("Nobody has invited stranger@example.org to the portal.").wait_for(timeout=5000)
    found = somebody.findings() + [one for one in somebody.complaints if "403" not in one]
    assert found == []
    page.get_by_role("link", name="Back to sign-in").click()
    page.get_by_label("Password").wait_for()


def test_who_cancels_at_the_provider_comes_back(demo, provider, visitor):
    somebody = visitor()
    page = somebody.goes_to("/login/")
    page.get_by_role("button", name="Sign in with UNHCR").click()
    page.get_by_role("button", name="Refuse").click()
    page.get_by_text("or you cancelled there").wait_for()


def test_provider_that_is_gone_is_said_in_words(demo, provider, visitor):
    provider.kill()
    provider.wait()
    somebody = visitor()
    page = somebody.goes_to("/login/")
    page.get_by_role("button", name="Sign in with UNHCR").click()
    page.get_by_text("UNHCR does not answer at the moment.").wait_for()
