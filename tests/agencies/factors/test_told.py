"""What somebody hears when the second factor of their account changes: once, and from which browser."""

import io

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command

from tests import factories
from tests.agencies.factors.signing import set_up_app, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    cache.clear()
    person = factories.user(email="ana@example.org", name="Ana")
    sign_in(client, person)
    mail.outbox.clear()
    return person


def told() -> list[tuple[str, str]]:
    return [(one.to[0], one.subject) for one in mail.outbox]


def recorded(person) -> list[str]:
    entries = LogEntry.objects.get_for_object(person).filter(changes__has_key="account").order_by("pk")
    return [one.changes["account"][1] for one in entries if one.changes["account"][1].startswith("factor")]


def test_new_factor_is_told_once_though_it_brings_recovery_codes(
    client, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    assert told() == [("ana@example.org", "A second factor was added to your account")]
    assert "added to your account: authenticator app." in mail.outbox[0].body
    assert recorded(person) == ["factor_added"]


def test_factor_that_the_operator_resets_is_told_once(client, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("reset_second_factor", "ana@example.org", stdout=io.StringIO())
    assert told() == [("ana@example.org", "A second factor was removed from your account")]
    assert recorded(person) == ["factor_added", "factor_removed"]
