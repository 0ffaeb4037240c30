"""The mailbox is read by IMAP: each message is filed once, and nothing a stranger sends stops it."""

import pytest

from agencies.mailbox import actions, reading
from agencies.models import Mailbox, Received
from foundation.dates import clock
from foundation.mail import senders
from foundation.mail.backend import as_message
from foundation.models import Mail
from foundation.verbs import Refused
from tests import factories, imapserver

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings):
    with imapserver.running() as (box, port):
        settings.MAILBOX_URL = f"imap://portal:secret@127.0.0.1:{port}/INBOX"
        yield box


def ours(to="ana@example.org", **values):
    values = {"subject": "Come", "sender": "us@example.org", "sent_at": clock.now()} | values
    return Mail.objects.create(to=[to], **values)


def letter(*headers, text="Hello", sender="ana@example.org"):
    lines = [f"From: Ana <{sender}>", "Subject: Hi", "Message-ID: <a@b>", *headers, "", text]
    return "\r\n".join(lines).encode()


def bounce(mail, *, action="failed", status="5.1.1", to="ana@example.org"):
    return "\r\n".join([
        "From: MAILER-DAEMON@example.org", "Subject: Undelivered Mail Returned to Sender",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "It failed.",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", "",
        f"Final-Recipient: rfc822; {to}", f"Action: {action}", f"Status: {status}",
        "Diagnostic-Code: smtp; 550 No such user", "",
        "--b", "Content-Type: text/rfc822-headers", "",
        f"Message-ID: {as_message(mail).extra_headers['Message-ID'] if mail else '<x@y>'}", "", "--b--", "",
    ]).encode()  # fmt: skip


def test_each_message_is_filed_once_and_marked_as_read(box):
    box.add(letter())
    assert (reading.read_new(), reading.read_new()) == (1, 0)
    assert box.seen == {1}
    box.validity = 8  # the server counts anew
    assert reading.read_new() == 0
    assert Received.objects.get().kind == "other"


def test_reply_to_our_mail_is_filed_with_it_and_without_what_it_quotes(box):
    mail = ours()
    named = as_message(mail).extra_headers["Message-ID"]
    box.add(letter(f"In-Reply-To: {named}", text="I come.\r\n\r\nOn Monday, GMG wrote:\r\n> Come"))
    reading.read_new()
    row = Received.objects.get()
    assert (row.kind, row.state, row.answers, row.words) == ("reply", "waits", mail, "I come.")


def test_bounce_of_our_mail_marks_it(box):
    mail = ours()
    box.add(bounce(mail))
    reading.read_new()
    mail.refresh_from_db()
    assert mail.returned_at
    assert "No such user" in mail.returned
    assert Received.objects.get().facts["marked"] == ["ana@example.org"]


@pytest.mark.parametrize("forged", [{"to": "ben@example.org"}, {"action": "delayed", "status": "4.4.1"}])
def test_bounce_of_another_address_or_a_delay_marks_nothing(box, forged):
    mail = ours()
    box.add(bounce(mail, **forged))
    box.add(bounce(None))
    reading.read_new()
    mail.refresh_from_db()
    assert not mail.returned_at


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\x00\xfe",
        letter("Content-Type: multipart/mixed; boundary=a", text="--a\r\nContent-Type: x/y\r\n\r\n" * 1000),
        letter('Content-Type: text/plain; charset="punycode"', text="\x00a"),
        letter("Content-Type: text/html", text="<script>alert(1)</script><p>Words</p>"),
        letter("Content-Transfer-Encoding: base64", text="@@@ broken"),
        letter("Subject: =?nonsense?Q?=FF?=", "Date: never"),
        letter(text="x" * 3_000_000),
    ],
)
def test_hostile_message_is_filed_and_the_next_one_too(box, raw):
    box.add(raw)
    box.add(letter(text="The next"))
    assert reading.read_new() == 2
    assert "script" not in Received.objects.last().text


@pytest.mark.parametrize("fault", ["refuses", "drops"])
def test_faulty_server_is_told_and_read_again_later(box, fault):
    box.add(letter())
    setattr(box, fault, True)
    assert (reading.read_new(), reading.read_new()) == (0, 0)
    row = Mailbox.objects.get()
    assert row.failing_since
    assert row.error
    assert "secret" not in row.error
    setattr(box, fault, False)
    assert reading.read_new() == 1
    row.refresh_from_db()
    assert not row.failing_since


@pytest.mark.parametrize("part", ["--a\r\nContent-Type: x/y\r\n\r\n", "--a\r\n\r\n"])
def test_message_of_very_many_parts_is_not_read(box, part):
    box.add(letter("Content-Type: multipart/mixed; boundary=a", text=part * 3000))
    reading.read_new()
    assert Received.objects.get().kind == "not_understood"


def test_message_is_set_aside_once_and_taken_up_again(box):
    box.add(letter())
    reading.read_new()
    sam, row = factories.secretariat(), Received.objects.get()
    actions.set_aside(row, by=sam)
    with pytest.raises(Refused):
        actions.set_aside(row, by=sam)
    assert actions.take_up(row, by=sam).state == "waits"


def test_secretariat_sees_the_message_as_text(box, client):
    box.add(letter(text="<b>Words</b>"))
    reading.read_new()
    client.force_login(factories.secretariat())
    assert "&lt;b&gt;Words" in client.get(f"/mail/received/{Received.objects.get().pk}/").text
    assert client.get("/mail/received/?state=waits&kind=other&q=ana").status_code == 200


def test_answers_go_to_the_mailbox_too_when_the_portal_reads_one(settings):
    settings.SECRETARIAT_ADDRESS = "secretariat@example.org"
    settings.MAILBOX_URL = ""
    assert senders.of(senders.SECRETARIAT).addresses == ["secretariat@example.org"]
    settings.MAILBOX_URL = "imap+ssl://portal%40example.org:secret@imap.example.org:993/INBOX"
    assert senders.of(senders.SECRETARIAT).addresses == ["secretariat@example.org", "portal@example.org"]
