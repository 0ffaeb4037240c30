"""Mail as an outbox: written with the change, sent once by the worker, and why it did not go."""

import datetime as dt
import socket
import threading
import time

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import letters
from foundation.models import Job, Mail
from foundation.portal import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def asleep(monkeypatch):
    """No worker is told; the test does the jobs itself."""
    monkeypatch.setattr(outbox, "wake", lambda pk: True)


def do() -> Job:
    """The last job for mail, after a worker had it in its hands."""
    job = Job.objects.filter(kind="mail").first()
    outbox.do(job.pk)
    job.refresh_from_db()
    return job


def test_mail_is_written_with_the_change_and_sent_by_the_worker(
    server, asleep, django_capture_on_commit_callbacks
):
    assert (
        send_mail("Agenda", "The text – “für alle”.", "Chair <chair@example.org>", ["ana@example.org"]) == 1
    )
    row = Mail.objects.get()
    assert (row.to, row.subject, row.sender, row.sent_at) == (
        ["ana@example.org"], "Agenda", "Chair <chair@example.org>", None,
    )  # fmt: skip
    assert server.got == []
    assert do().state == "done"
    row.refresh_from_db()
    assert row.sent_at
    [(to, message)] = server.got
    assert to == ["ana@example.org"]
    assert message["Subject"] == "Agenda"
    assert message["From"] == "Chair <chair@example.org>"
    assert message["Message-ID"].startswith(f"<mail-{row.pk}-")
    assert "The text – “für alle”." in message.get_content()


@pytest.mark.django_db(transaction=True)
def test_worker_is_told_after_the_commit_and_of_nothing_that_was_rolled_back(server):
    with transaction.atomic():
        send_mail("Never", "No", None, ["ana@example.org"])
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert not Job.objects.exists()
    with transaction.atomic():
        send_mail("Once", "Yes", None, ["ana@example.org"])
        assert server.got == []
    assert [message["Subject"] for _, message in server.got] == ["Once"]


def test_mail_that_was_sent_is_not_sent_again(server, asleep):
    send_mail("Once", "Yes", None, ["ana@example.org"])
    do()
    outbox.put("mail", Mail.objects.get().pk)
    assert do().state == "done"
    assert len(server.got) == 1


def test_mail_that_is_refused_says_why_and_is_not_tried_again(server, asleep):
    server.says = "550 No such person here"
    send_mail("Lost", "Text", None, ["nobody@example.org"])
    job = do()
    assert job.state == "failed"
    assert job.error == "The mail server refused this message: 550 No such person here"
    assert Mail.objects.get().sent_at is None


def test_mail_that_is_put_off_is_tried_again_and_arrives(server, asleep):
    server.says = "451 Come back later"
    send_mail("Late", "Text", None, ["ana@example.org"])
    job = do()
    assert job.state == "waiting"
    assert "451 Come back later" in job.error
    server.says = None
    Job.objects.update(due_at=job.created_at)
    assert do().state == "done"
    assert len(server.got) == 1


def test_html_copies_and_headers_go_with_it(server, asleep):
    message = EmailMultiAlternatives(
        "Agenda", "Text", "chair@example.org", ["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"],
        reply_to=["chair@example.org"], headers={"X-Kind": "agenda"},
    )  # fmt: skip
    message.attach_alternative("<p>Text</p>", "text/html")
    message.send()
    do()
    [(to, message)] = server.got
    assert to == ["a@example.org", "b@example.org", "c@example.org"]
    assert (message["Cc"], message["Bcc"], message["Reply-To"]) == (
        "b@example.org",
        None,
        "chair@example.org",
    )
    assert message["X-Kind"] == "agenda"
    assert "<p>Text</p>" in message.get_body(["html"]).get_content()


def test_what_a_row_cannot_hold_is_refused_at_once(server, asleep):
    with_file = EmailMessage("S", "T", None, ["a@example.org"])
    with_file.attach("a.txt", "content", "text/plain")
    with pytest.raises(ValueError, match="no files"):
        with_file.send()
    with pytest.raises(ValueError, match="newlines"):
        send_mail("Subject\nBcc: other@example.org", "T", None, ["a@example.org"])
    assert not Mail.objects.exists()


def test_mail_of_a_demonstration_says_so_first(server, asleep):
    demo.mark()
    message = EmailMultiAlternatives("S", "The text", None, ["a@example.org"])
    message.attach_alternative("<p>The text</p>", "text/html")
    message.send()
    row = Mail.objects.get()
    assert row.text == f"{demo.words()}\n\nThe text"
    assert row.html.startswith(f"<p>{demo.words()}</p>")


# A server that does not do as it should ------------------------------------------------------------------


def send_mails():
    for job in Job.objects.due():
        outbox.do(job.pk)


def test_one_that_is_refused_keeps_no_other_from_going(server, asleep):
    server.says_of = {"gone@example.org": "550 No such person"}
    letters.write(
        ["ana@example.org", "gone@example.org", "ben@example.org"],
        subject="S", template="meetings/proposals/mail/proposal_withdrawn.txt", why="you asked",
    )  # fmt: skip
    send_mails()
    assert sorted(to[0] for to, _ in server.got) == ["ana@example.org", "ben@example.org"]
    [failed] = Mail.objects.with_job().in_state("failed")
    assert (failed.to, failed.trouble) == (
        ["gone@example.org"],
        "The mail server refused this message: 550 No such person",
    )


def test_server_that_hangs_is_left_after_the_timeout_and_tried_again(settings, server, asleep):
    settings.EMAIL_TIMEOUT = 0.5  # seconds
    server.waits = 30
    send_mail("Late", "Text", None, ["ana@example.org"])
    begun = time.monotonic()
    job = do()
    assert time.monotonic() - begun < 10
    assert job.state == "waiting"
    assert "timed out" in job.error
    server.waits = 0
    with clock.moved_to(clock.now() + dt.timedelta(minutes=2)):
        assert do().state == "done"
    assert len(server.got) == 1


def test_server_that_hangs_up_is_tried_again(settings, asleep, server):
    with socket.create_server(("127.0.0.1", 0)) as rude:
        settings.EMAIL_PORT = rude.getsockname()[1]
        thread = threading.Thread(target=lambda: rude.accept()[0].close())
        thread.start()
        send_mail("Late", "Text", None, ["ana@example.org"])
        job = do()
        thread.join()
    assert job.state == "waiting"
    assert "The mail server could not be reached" in job.error
