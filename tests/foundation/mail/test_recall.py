"""Taking mail back: what has not gone stays here, whatever a worker does at the same moment."""

import datetime as dt
import threading
import time

import pytest
from django.db import connections

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import backend, letters
from foundation.mail.recall import recall, recallable
from foundation.models import Job, Mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

MINUTE = dt.timedelta(seconds=61)


def write_letters(*people, batch="call-1", **values):
    letters.write(
        [f"{one}@example.org" for one in people],
        subject="The meeting is called", template="meetings/proposals/mail/proposal_withdrawn.txt",
        why="You receive this e-mail because you are a focal point of UNDP.", batch=batch, **values,
    )  # fmt: skip


def send_mails(mailoutbox):
    with clock.moved_to(clock.now() + MINUTE):
        for job in Job.objects.due().order_by("pk"):
            outbox.do(job.pk)
    return [one.to[0].partition("@")[0] for one in mailoutbox]


def test_what_was_taken_back_is_never_sent(mailoutbox):
    write_letters("ana", "ben")
    write_letters("cleo", batch="call-2")
    assert (recallable("call-1").people, recallable("call-1").gone) == (2, 0)
    assert recall("call-1").sentence == "Undone: 2 people will not be notified."
    assert not recallable("call-1")
    assert send_mails(mailoutbox) == ["cleo"]
    assert Mail.objects.filter(recalled_at=None).count() == 1


def test_what_was_sent_is_told_and_the_rest_taken_back(mailoutbox):
    write_letters("ana")
    send_mails(mailoutbox)
    write_letters("ben")
    assert (
        recall("call-1").sentence
        == "Undone: 1 person will not be notified. 1 person has already been notified."
    )
    assert send_mails(mailoutbox) == ["ana"]
    assert recall("call-1").sentence == "It is too late to undo this. 1 person has already been notified."
    assert recall("").sentence == "There is nothing to undo."


def test_what_a_worker_has_in_its_hands_is_not_taken_back(monkeypatch, mailoutbox):
    """The worker claims the job, and somebody takes the mail back while it talks with the server."""
    write_letters("ana")
    told, as_message = [], backend.as_message

    def meanwhile(row):
        told.append(recall("call-1"))
        return as_message(row)

    monkeypatch.setattr(backend, "as_message", meanwhile)
    assert send_mails(mailoutbox) == ["ana"]
    assert [(one.people, one.gone) for one in told] == [(0, 1)]
    row = Mail.objects.get()
    assert row.sent_at
    assert not row.recalled_at


def test_worker_that_comes_after_finds_nothing_to_do(mailoutbox):
    write_letters("ana")
    job = Job.objects.get()
    recall("call-1")
    with clock.moved_to(clock.now() + MINUTE):
        outbox.do(job.pk)
    assert mailoutbox == []


def test_what_was_put_off_can_be_taken_back(mailoutbox):
    write_letters("ana")
    Job.objects.update(attempts=1, error="451 Later")
    assert recall("call-1").people == 1
    assert send_mails(mailoutbox) == []


def test_what_waits_for_the_summary_of_the_day_can_be_taken_back():
    letters.write(
        [letters.Reader("ana@example.org", when="daily")],
        subject="S", template="meetings/proposals/mail/proposal_withdrawn.txt", why="you asked",
        batch="call-1",
    )  # fmt: skip
    assert recall("call-1").people == 1
    assert Mail.objects.get().recalled_at


@pytest.mark.django_db(transaction=True)
def test_of_a_worker_and_a_recall_at_the_same_moment_each_mail_has_one(mailoutbox, monkeypatch):
    """Nobody gets what was taken back, and what went is not told to be taken back."""
    monkeypatch.setattr(outbox, "wake", lambda pk: True)
    people = [f"person{number}" for number in range(40)]
    write_letters(*people)
    Job.objects.update(due_at=clock.now())
    jobs = list(Job.objects.order_by("pk").values_list("pk", flat=True))

    def work(mine):
        for pk in mine:
            outbox.do(pk)
        connections.close_all()

    workers = [threading.Thread(target=work, args=(jobs[first::2],)) for first in (0, 1)]
    for worker in workers:
        worker.start()
    while not mailoutbox:
        time.sleep(0.001)
    recalled = recall("call-1")
    for worker in workers:
        worker.join()
    sent = [one.to[0] for one in mailoutbox]
    assert len(sent) == len(set(sent)) == recalled.gone
    assert recalled.people + recalled.gone == len(people)
    assert recalled.people > 0
    taken_back = {mail.to[0] for mail in Mail.objects.exclude(recalled_at=None)}
    assert not taken_back & set(sent)
    assert len(taken_back) == recalled.people
