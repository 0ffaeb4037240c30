"""What happens to accounts is in the history and in the mail of the person, each once."""

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.urls import reverse

from agencies.accounts import events
from agencies.models import Appointment, SecretariatRole
from agencies.people.changes import ACCOUNT_STEPS
from agencies.people.models import User
from foundation.models import Mail
from tests import factories
from tests.foundation.history.pages import SENTENCE, page, sentences

pytestmark = pytest.mark.django_db

PASSWORD, OTHER = "a-long-password", "another-quiet-word"


def test_every_event_that_is_mailed_has_its_sentence_in_the_history():
    assert set(events.MAILED) <= set(ACCOUNT_STEPS)


@pytest.mark.parametrize("what", ACCOUNT_STEPS)
def test_event_is_read_by_the_person_and_the_secretariat_only(client, what):
    ana = factories.person_of("UNDP", name="Ana Abel")
    colleague = factories.person_of("UNDP", name="Carl Colleague")
    events.record(ana, what, by=ana)
    sentence = ACCOUNT_STEPS[what] % {"who": "Ana Abel", "name": "Ana Abel"}
    for reader in (ana, factories.secretariat(), factories.reader()):
        client.force_login(reader)
        assert sentence in sentences(client, "people", ana.pk)
    client.force_login(colleague)  # keeps the people of the agency, so reads their other history
    assert sentence not in page(client, "people", ana.pk)
    client.force_login(factories.person_of("ILO"))
    assert client.get(reverse("history", args=["people", ana.pk])).status_code == 403


def test_person_who_keeps_nobody_reads_their_own_history_and_gets_back_to_their_account(client):
    ana = factories.user(name="Ana Abel")
    events.record(ana, "signed_in", by=ana)
    client.force_login(ana)
    text = page(client, "people", ana.pk)
    assert "Ana Abel signed in." in text
    assert f'<a href="{reverse("me")}"' in text
    assert reverse("people:person_detail", args=[ana.pk]) not in text


def test_event_keeps_no_address_of_the_network(client):
    ana = factories.user(name="Ana Abel")
    client.post("/login/", {"login": ana.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.77")
    client.post("/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    entries = LogEntry.objects.get_for_object(ana)
    assert any("password_changed" in str(one.changes) for one in entries)
    assert not any("203.0.113" in str(vars(one)) for one in entries)


def test_changed_password_is_told_once_with_the_browser_and_what_to_do(client):
    ana = factories.user(name="Ana Abel")
    boss = factories.secretariat(email="desk@example.org")
    client.force_login(ana)
    client.post(
        "/password/",
        {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER},
        headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/2010 Firefox/140.0"},
    )
    (told,) = mail.outbox
    assert told.subject == "Your password has been changed"
    assert told.to == [ana.email]
    assert told.reply_to == [boss.email]
    assert "with Firefox on Windows" in told.body
    assert "(Geneva time" in told.body
    assert "If it was not you" in told.body
    assert told.body.count("http") == 1
    assert "/me/" in told.body


def test_who_gets_mail_once_a_day_is_told_of_their_account_at_once(mail_in_rows):
    ana = factories.user(name="Ana Abel", mails=User.Mails.DAILY)
    events.notify(ana, "password_changed")
    assert not Mail.objects.get().for_summary


def test_event_without_words_or_address_is_not_mailed():
    events.notify(factories.user(), "signed_in")
    events.notify(factories.user(email=None), "password_changed")
    assert mail.outbox == []


def test_powers_given_and_taken_are_in_the_history(client):
    boss = factories.secretariat(name="Anna Keller")
    chief = User.objects.create_superuser("root@example.org", PASSWORD, name="Rita Root")
    role = SecretariatRole.objects.create(person=chief, role="full")
    appointment = factories.appointment(chief, "UNDP")
    client.force_login(boss)
    told = sentences(client, "people", chief.pk)
    assert "The portal made Rita Root a superuser." in told
    assert "The portal gave Rita Root access to the administration pages." in told
    assert "The portal gave Rita Root the full role in the secretariat." in told
    assert "The portal appointed Rita Root as focal point of UNDP." in told
    role.delete()
    chief.is_superuser = False
    chief.save()
    Appointment.objects.get(pk=appointment.pk).delete()
    told = sentences(client, "people", chief.pk)
    assert "The portal took away the role of Rita Root in the secretariat." in told
    assert "The portal took the rights of a superuser away from Rita Root." in told


def test_term_of_a_chair_is_in_the_history(client):
    client.force_login(factories.secretariat(name="Anna Keller"))
    factories.term("UNHCR", "2026-07-01", "2027-06-30")
    told = [line for line in SENTENCE.findall(client.get(reverse("changes")).text) if "UNHCR" in line]
    assert any("term" in line for line in told), told
