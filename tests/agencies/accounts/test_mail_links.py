"""A link by mail in place of a password: who gets one, and when it works."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.accounts import mail_links
from agencies.models import SignInLink, User
from agencies.people import actions as people_actions
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job, Mail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def offered(settings):
    settings.SIGN_IN_BY_MAIL = True


@pytest.fixture
def ana():
    return factories.user(email="ana@example.org", name="Ana")


def ask(client, email="ana@example.org", **sent):
    """Asks for a link, and lets the worker do its job."""
    answer = client.post("/login/link/", {"email": email, **sent})
    for job in Job.objects.unfinished().filter(kind=SignInLink.JOB):
        outbox.do(job.pk)
    return answer


def link():
    return re.search(r"//[^/]+(/login/link/\S+)", mail.outbox[-1].body)[1]


def is_in(client):
    return "_auth_user_id" in client.session


def test_nothing_of_it_shows_without_the_setting(client, settings, ana):
    ask(client)
    there = link()
    assert "E-mail me a link" in client.get("/login/").text
    settings.SIGN_IN_BY_MAIL = False
    assert "E-mail me a link" not in client.get("/login/").text
    for path in ("/login/link/", "/login/link/sent/", there):
        assert client.get(path).status_code == client.post(path).status_code == 404


def test_link_signs_in_once_and_leads_to_where_they_wanted(client, ana):
    assert 'next=/me/"' in client.get("/login/?next=/me/").text
    assert 'value="/me/"' in client.get("/login/link/?next=/me/").text
    assert ask(client, "Ana@Example.org", next="/me/").url == "/login/link/sent/"
    assert mail.outbox[-1].to == ["ana@example.org"]
    assert "15 minutes" in mail.outbox[-1].body
    assert "as Ana" in client.get(link()).text
    assert not is_in(client)  # programs that check mail open links
    assert client.post(link()).url == "/me/"
    assert is_in(client)
    again = Client().post(link())
    assert again.status_code == 410
    assert "used already" in again.text


def test_another_browser_signs_in_too_and_comes_home(client, ana):
    ask(client, next="/me/")
    assert Client().post(link()).url == "/"


def test_mail_is_private(client, ana, mail_in_rows):
    ask(client)
    assert Mail.objects.get().private


@pytest.mark.parametrize("case", ["unknown", "closed", "not accepted"])
def test_who_has_no_account_gets_no_link_and_the_portal_does_the_same(client, ana, case):
    def cost(email):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post("/login/link/", {"email": email})
        return answer.status_code, answer.url, len(asked)

    client.get("/login/")
    cost("first@example.org")  # makes the session
    before = cost("ana@example.org")
    other = User.objects.create_user("ben@example.org", name="Ben")
    if case == "closed":
        other.set_password("a-long-password")
        other.is_active = False
        other.save()
    assert cost("ben@example.org" if case != "unknown" else "nobody@example.org") == before
    mail.outbox.clear()
    Job.objects.all().delete()
    SignInLink.objects.all().delete()
    ask(client, "ben@example.org" if case != "unknown" else "nobody@example.org")
    assert mail.outbox == []
    assert not SignInLink.objects.exists()  # the address is not kept


def new_password(person):
    person.set_password("another-quiet-word")
    person.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda ana: SignInLink.objects.update(until=clock.now() - dt.timedelta(seconds=1)),
        new_password,
        lambda ana: people_actions.keep(ana, email="new@example.org"),
        lambda ana: people_actions.keep(ana, is_active=False),
        lambda ana: people_actions.forget(ana),
    ],
    ids=["after 15 minutes", "password", "address", "closed", "forgotten"],
)
def test_link_ends(client, ana, change):
    ask(client)
    there = link()
    change(User.objects.get(pk=ana.pk))
    for method in (client.get, client.post):
        assert method(there).status_code == 410
    assert not is_in(client)


def test_link_that_was_changed_is_no_link(client, ana):
    ask(client)
    there = link().rstrip("/")
    assert client.get(f"{there[:-1]}x/").status_code == 410
    assert client.get("/login/link/nonsense/").status_code == 410


def test_link_is_only_mailed_once_when_the_job_runs_twice(client, ana):
    mail_links.ask("ana@example.org")
    job = Job.objects.get(kind=SignInLink.JOB)
    for _ in range(2):
        mail_links.write(outbox.Held(job))()
    assert len(mail.outbox) == 1


def test_asking_too_often_is_refused_for_every_address_alike(client, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {"sign_in_link": "2/h/key"}
    cache.clear()
    for email in ("ana@example.org", "nobody@example.org"):
        answers = [client.post("/login/link/", {"email": email}).status_code for _ in range(3)]
        assert answers == [302, 302, 429]
    cache.clear()
