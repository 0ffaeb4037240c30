"""What OWASP ASVS 5 asks of passwords and sessions, and no other test says. See docs/security.md."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.test import Client
from django.urls import reverse

from agencies.accounts.passwords import LongEnough
from agencies.models import User
from tests.factories import user

pytestmark = pytest.mark.django_db


def test_passwords_that_many_use_are_refused_by_a_list_of_thousands():
    long_enough = [one for one in CommonPasswordValidator().passwords if len(one) >= LongEnough().min_length]
    assert len(long_enough) > 3000


@pytest.mark.parametrize(
    "password",
    ["mondstein", "74018823095", "\u5c71\u5ddd\u8349\u6728 \u706b\u6c34\u91d1\u571f", "r" * 200, " o o o o "],
)
def test_no_kind_of_character_is_asked_for_or_refused(password):
    validate_password(password, User(email="fina.focal@example.org", name="Fina Focal"))


def test_password_counts_exactly_as_typed(client):
    password = "  Lorries by the lake, " + "x" * 200 + "Y "
    person = user(email="ana@unfpa.example")
    person.set_password(password)
    person.save()
    for wrong in (password.strip(), password.lower(), password[:-2] + " ", password[:72]):
        client.post(reverse("login"), {"login": person.email, "password": wrong})
        assert "_auth_user_id" not in client.session
    client.post(reverse("login"), {"login": person.email, "password": password})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_password_fields_are_masked_and_password_managers_are_welcome(client):
    page = client.get(reverse("login")).content.decode()
    field = re.search(r"<input[^>]*name=.password.[^>]*>", page)[0]
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    client.force_login(user())
    person = User.objects.latest("pk")
    person.set_password("green lorries by the lake")
    person.save()
    client.force_login(person)
    page = client.get(reverse("account_change_password")).content.decode()
    fields = re.findall(r"<input[^>]*name=.(?:old)?password\d?.[^>]*>", page)
    assert len(fields) == 3
    assert all('type="password"' in one and "onpaste" not in one for one in fields)
    assert sum('autocomplete="new-password"' in one for one in fields) == 2


def test_signing_in_gives_the_session_another_key_and_a_long_one(client):
    person = user(email="ana@unfpa.example")
    person.set_password("green lorries by the lake")
    person.save()
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    client.post(reverse("login"), {"login": person.email, "password": "green lorries by the lake"})
    after = client.session.session_key
    assert after != before
    assert re.fullmatch("[0-9a-z]{32}", after)
    assert not client.session.exists(before)


def test_new_password_ends_the_sessions_of_other_browsers():
    person = user()
    elsewhere = Client()
    elsewhere.force_login(person)
    assert elsewhere.get(reverse("me")).status_code == 200
    person.set_password("green lorries by the lake")
    person.save()
    assert elsewhere.get(reverse("me")).status_code == 302


def test_new_portal_has_no_account():
    assert not User.objects.exists()
