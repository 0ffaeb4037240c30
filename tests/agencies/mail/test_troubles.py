"""What the secretariat and others see of mail that does not arrive, and what they do about it."""

import datetime as dt

import pytest
from django.core.mail import send_mail

from agencies.accounts import actions as account_actions
from agencies.mail import actions
from agencies.models import User
from agencies.people import actions as people_actions
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.jobs.queues import queue_of
from foundation.mail import addresses, recall
from foundation.mail import server as mail_server
from foundation.models import BadAddress, Job, Mail
from foundation.portal import demo
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def asleep(monkeypatch):
    monkeypatch.setattr(outbox, "wake", lambda queue: True)


@pytest.fixture
def sam(client):
    sam = factories.secretariat(name="Sam Secretary")
    client.force_login(sam)
    return sam


def work(after=dt.timedelta()):
    with clock.moved_to(clock.now() + after):
        outbox.work(queue_of(Mail.JOB))


def mark(email, source=BadAddress.Source.BOUNCED):
    return addresses.mark(email, reason="550 Unknown", source=source)


def failed(*to, **values):
    """Mails that failed, as a worker leaves them."""
    for one in to:
        mail = Mail.objects.create(to=[one], subject=f"To {one}", text="Text", **values)
        Job.objects.create(kind=Mail.JOB, subject=mail.pk, failed_at=clock.now(), error="No.")


# The mail server -------------------------------------------------------------------------------------


def test_secretariat_is_told_at_home_after_an_hour_that_no_mail_is_accepted(client, server, sam):
    server.says = "421 Too many connections"
    for number in range(3):
        send_mail("Agenda", "Text", None, [f"a{number}@example.org"])
    begun = clock.now()
    work()
    assert not [one for one in awaited(sam) if "mail server" in one.sentence]
    page = client.get("/mail/").text
    assert "The mail server has not accepted mail since" in page
    with clock.moved_to(begun + 1.1 * HOUR):
        [told] = [one.sentence for one in awaited(sam) if "mail server" in one.sentence]
    assert "421 Too many connections. 3 e-mails are waiting and will be tried again until " in told
    server.says = None
    work(2 * HOUR)
    with clock.moved_to(begun + 2 * HOUR):
        assert not [one for one in awaited(sam) if "mail server" in one.sentence]
    assert "not accepted" not in client.get("/mail/").text


def test_mail_tries_at_once_when_the_secretariat_says_so(client, server, sam):
    server.says = "421 Too many connections"
    send_mail("Agenda", "Text", None, ["ana@example.org"])
    work()
    server.says = None
    send_mail("Agenda", "Text", None, ["ben@example.org"])
    work()
    assert server.got == []
    assert "trying the mail server now" in client.post("/mail/try/", follow=True).text
    work()
    assert [to for to, _ in server.got] == [["ben@example.org"]]


def test_secretariat_is_told_of_single_mail_that_is_put_off_for_more_than_an_hour(server, sam):
    server.says_of = {"ana@example.org": "450 Greylisted"}
    send_mail("Agenda", "Text", None, ["ana@example.org"])
    work()
    assert not [one for one in awaited(sam) if "e-mail" in one.sentence]
    with clock.moved_to(clock.now() + 1.1 * HOUR):
        assert "1 e-mail has not been accepted for more than an hour. It will be tried again." in [
            one.sentence for one in awaited(sam)
        ]
    assert mail_server.trouble() is None


# Send again ------------------------------------------------------------------------------------------


def test_one_press_sends_again_all_that_failed_but_what_cannot_arrive(client, server, sam):
    failed("ana@example.org", "ben@example.org", "gone@example.org", "maybe@example.org", "new@example.org")
    mark("gone@example.org")
    Mail.objects.filter(to=["maybe@example.org"]).update(unconfirmed=2)
    Mail.objects.filter(to=["new@example.org"]).update(private=True, text="")
    assert "Send again what failed" in client.get("/mail/?state=failed").text
    page = client.get("/mail/again/").text
    assert "2 e-mails failed and can be sent again." in page
    assert "Send 2 e-mails again" in page
    for address in ("gone@example.org", "maybe@example.org", "new@example.org"):
        assert address in page
    assert "2 e-mails will be sent again." in client.post("/mail/again/", follow=True).text
    assert "No e-mail is left to send again." in client.post("/mail/again/", follow=True).text
    work(dt.timedelta(seconds=2))
    assert sorted(to[0] for to, _ in server.got) == ["ana@example.org", "ben@example.org"]


def test_send_again_takes_only_what_is_sought(client, sam, mail_in_rows):
    failed("ana@example.org", "ben@example.org")
    assert "Only e-mails found for “ben”" in client.get("/mail/again/?q=ben").text
    client.post("/mail/again/?q=ben")
    waits = Mail.objects.with_job().in_state(Mail.State.WAITS)
    assert [mail.to for mail in waits] == [["ben@example.org"]]


# Private mail ----------------------------------------------------------------------------------------


def invited(sam) -> Mail:
    account_actions.invite(User.objects.create_user("new@example.org"), by=sam)
    return Mail.objects.get()


def test_text_with_a_personal_link_is_deleted_once_it_was_sent(client, server, sam):
    mail = invited(sam)
    work(dt.timedelta(minutes=2))
    [(_, message)] = server.got
    assert "/invitation/" in message.get_body(["plain"]).get_content()
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.calendar) == ("", "", "")
    page = client.get(f"/mail/{mail.pk}/").text
    assert "The text was deleted after it was sent" in page
    assert "Send again" not in page
    with pytest.raises(Refused, match="Send a new invitation or a new link instead"):
        actions.send_again(mail, by=sam)


def test_text_with_a_personal_link_is_kept_while_it_was_not_sent(client, server, sam):
    server.says = "450 Greylisted"
    mail = invited(sam)
    work(dt.timedelta(minutes=2))
    mail.refresh_from_db()
    assert "/invitation/" in mail.text


def test_text_with_a_personal_link_is_deleted_when_it_is_recalled(mail_in_rows, sam):
    mail = invited(sam)
    Mail.objects.update(batch="b")
    recall.recall("b")
    mail.refresh_from_db()
    assert mail.recalled_at
    assert mail.text == mail.html == ""


def test_a_demonstration_keeps_it_as_nobody_else_gets_the_link(server, sam):
    demo.mark()
    mail = invited(sam)
    work(dt.timedelta(minutes=2))
    mail.refresh_from_db()
    assert mail.sent_at
    assert "/invitation/" in mail.text


# Addresses -------------------------------------------------------------------------------------------

SAID = "E-mails to this address have come back since"


def test_address_where_nobody_is_reached_shows_wherever_the_person_is(client, sam):
    ana = factories.person_of("UNDP", name="Ana")
    mark(ana.email)
    assert "1 person cannot be reached by e-mail." in [one.sentence for one in awaited(sam)]
    for path in (f"/people/{ana.pk}/", "/mail/addresses/"):
        page = client.get(path).text
        assert SAID in page
        assert "It works again" in page
    client.force_login(ana)
    page = client.get("/me/").text
    assert SAID in page
    assert "It works again" in page


def test_who_has_the_address_or_the_secretariat_says_that_it_works_again(client, sam):
    ana = factories.person_of("UNDP", name="Ana")
    path = f"/mail/addresses/{mark(ana.email).pk}/works/"
    client.force_login(factories.person_of("ILO"))
    assert client.post(path).status_code == 404
    client.force_login(ana)
    assert client.post(path).status_code == 302
    assert not BadAddress.objects.exists()
    path = f"/mail/addresses/{mark(ana.email).pk}/works/"
    client.force_login(sam)
    assert "E-mails will be sent to this address again." in client.post(path, follow=True).text
    assert not BadAddress.objects.exists()


def test_mail_that_is_marked_by_hand_marks_its_address(client, server, sam):
    send_mail("Agenda", "Text", None, ["ana@example.org"])
    work()
    client.post(f"/mail/{Mail.objects.get().pk}/returned/", {"source": "hand", "words": "She has left."})
    [one] = BadAddress.objects.all()
    assert (one.address, one.source, one.reason) == ("ana@example.org", "hand", "She has left.")


def test_a_changed_address_takes_its_mark_away(sam):
    ana = factories.person_of("UNDP", name="Ana")
    mark(ana.email)
    people_actions.change_person(ana, name="Ana", email="ana.new@example.org", phone="")
    assert not BadAddress.objects.exists()


def test_forgetting_a_person_takes_the_marks_away():
    ana, ben = factories.user(email="ana@example.org"), factories.user(email="ben@example.org")
    for one in (ana, ben, factories.user(email="cleo@example.org")):
        mark(one.email)
    for one in (ana, ben):
        people_actions.forget(one)
    assert [one.address for one in BadAddress.objects.all()] == ["cleo@example.org"]


def test_a_mark_keeps_its_first_day_and_gets_the_new_reason():
    with clock.moved_to(dt.date(2026, 12, 3)):
        mark("ana@example.org")
    addresses.mark("ANA@example.org", reason="552 Full", source=BadAddress.Source.HAND)
    [one] = BadAddress.objects.all()
    assert one.sentence == "E-mails to this address have not arrived since 3 December 2026: 552 Full."
