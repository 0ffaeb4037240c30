"""An invitation: a signed link, once, for fourteen days, to the address that the person has."""

import datetime as dt
import re

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.template import Context, Template
from django.utils import formats

from agencies.accounts import actions as account_actions
from agencies.models import User
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a-quiet-long-word"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def person():
    return User.objects.create_user("ana@example.org", name="Ana")


@pytest.fixture
def secretary():
    return factories.secretariat(name="Sam")


def link():
    return re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body)[1]


def test_invitation_leads_to_a_password_and_in(client, person, secretary):
    client.force_login(secretary)
    assert client.post(f"/invitation/{person.pk}/send/").status_code == 302
    client.logout()
    message = mail.outbox[0]
    assert message.to == ["ana@example.org"]
    assert "Sam has invited you" in message.body
    page = client.get(link())
    assert "ana@example.org" in page.text
    assert page.headers["Cache-Control"].startswith("max-age=0")
    answer = client.post(link(), CHOSEN, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Welcome, Ana" in answer.text
    assert client.get("/me/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_invitation_is_in_the_history_and_the_password_is_not(person, secretary):
    account_actions.invite(person, by=secretary)
    account_actions.accept(account_actions.token(person), password=PASSWORD)
    entries = LogEntry.objects.get_for_object(person).filter(changes__has_key="invitation")
    assert [entry.actor for entry in entries.order_by("pk")] == [secretary, person]
    assert "password" not in str([entry.changes for entry in LogEntry.objects.all()])
    assert person.invited_at is not None


def test_used_link_says_that_one_has_a_password(client, person):
    account_actions.invite(person, by=None)
    client.post(link(), CHOSEN)
    client.logout()
    for answer in (client.get(link()), client.post(link(), CHOSEN)):
        assert answer.status_code == 410
        assert "Sign in with it" in answer.text


def test_link_lasts_fourteen_days_and_no_longer(client, person):
    account_actions.invite(person, by=None)
    with clock.moved_to(clock.now() + dt.timedelta(days=14, minutes=-1)):
        assert client.get(link()).status_code == 200
    with clock.moved_to(clock.now() + dt.timedelta(days=14, minutes=1)):
        answer = client.get(link())
        assert answer.status_code == 410
        assert "Ask the secretariat for a new one" in answer.text


def test_who_begins_later_has_fourteen_days_from_then(client, person):
    begins = clock.today() + dt.timedelta(days=40)
    person.appointments.all().delete()
    factories.appointment(person, "ILO", starts=begins.isoformat())
    account_actions.invite(person, by=None)
    assert formats.date_format(begins + dt.timedelta(days=14), "j F Y") in mail.outbox[0].body
    for days, status in ((53, 200), (55, 410)):
        with clock.moved_to(clock.now() + dt.timedelta(days=days)):
            assert client.get(link()).status_code == status


@pytest.mark.parametrize("change", [{"email": "new@example.org"}, {"is_active": False}])
def test_link_ends_when_the_address_changes_or_the_login_is_closed(client, person, change):
    account_actions.invite(person, by=None)
    User.objects.filter(pk=person.pk).update(**change)
    assert client.get(link()).status_code == 410
    assert client.post(link(), CHOSEN).status_code == 410
    assert not User.objects.get(pk=person.pk).has_usable_password()


@pytest.mark.parametrize("broken", ["nonsense", "a:b", "W10:x"])
def test_broken_link_says_that_it_is_not_whole(client, person, broken):
    for address in (f"/invitation/{broken}/", f"{link_of(person)[:-5]}/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "link is incomplete" in answer.text


def link_of(person):
    return f"/invitation/{account_actions.token(person)}/"


def test_second_invitation_leaves_the_first_as_it_is_and_one_use_ends_both(client, person):
    account_actions.invite(person, by=None)
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        account_actions.invite(person, by=None)
    first, second = (re.search(r"(/invitation/\S+)", message.body)[1] for message in mail.outbox)
    assert first != second
    client.post(second, CHOSEN)
    assert client.get(first).status_code == 410


def test_whoever_was_logged_in_here_is_not_any_more(client, person):
    client.force_login(factories.user(name="Ben"))
    client.post(link_of(person), CHOSEN)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_weak_password_is_refused_beside_the_field(client, person):
    page = client.post(link_of(person), {"new_password1": "ana", "new_password2": "ana"})
    assert "Too short. Use at least 8 characters" in str(page.context["form"].errors["new_password2"])
    page = client.post(link_of(person), {"new_password1": PASSWORD, "new_password2": "other"})
    assert "new_password2" in page.context["form"].errors


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ({"email": None}, "no e-mail address"),
        ({"email": "a@example.org", "is_active": False}, "closed"),
        ({"email": "a@example.org", "password": PASSWORD}, "already has a password"),
    ],
)
def test_who_cannot_be_invited_gets_no_mail_and_the_page_says_why(client, secretary, person, words):
    person = User.objects.create_user(**person)
    with pytest.raises(Refused, match=words):
        account_actions.invite(person, by=secretary)
    client.force_login(secretary)
    assert words in client.post(f"/invitation/{person.pk}/send/", follow=True).text
    assert mail.outbox == []


def test_only_the_secretariat_invites(client, person):
    address = f"/invitation/{person.pk}/send/"
    assert client.post(address).url.startswith("/login/")
    factories.term("IOM", "2000-01-01", "2099-12-31")
    client.force_login(factories.person_of("IOM"))
    assert client.post(address).status_code == 403
    client.force_login(factories.admin())
    assert client.get(address).status_code == 405
    assert client.post("/invitation/999999/send/").status_code == 404
    assert mail.outbox == []


def button(user, person, **more):
    page = Template('{% include "agencies/people/_invite.html" %}')
    return page.render(Context({"user": user, "person": person, **more}))


def test_button_stands_where_there_is_somebody_to_invite(secretary, person):
    assert f"/invitation/{person.pk}/send/" in button(secretary, person)
    assert "Invite again" in button(secretary, person, invited_at=clock.now())
    assert "button" not in button(factories.user(), person)
    assert "button" not in button(secretary, factories.user())
