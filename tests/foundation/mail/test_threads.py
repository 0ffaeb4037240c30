"""Mail of one meeting is one conversation for each reader, as mail programs find it (RFC 5322, JWZ)."""

import pytest

from foundation.jobs import outbox
from foundation.mail import letters, threads
from foundation.mail.recall import recall
from foundation.models import Job, Mail

pytestmark = pytest.mark.django_db

ANA, BEN = "ana@example.org", "ben@example.org"


def write(*to, thread="meeting-1", **values):
    letters.write(
        to, subject="Meeting", template="meetings/proposals/mail/proposal_withdrawn.txt", why="you asked",
        thread=thread, **values,
    )  # fmt: skip


def run_jobs():
    for job in Job.objects.due().order_by("pk"):
        outbox.do(job.pk)


def conversations(messages):
    """Returns the conversations as lists of Message-IDs: a message belongs to what it refers to."""
    root = {}
    for message in messages:
        parents = (message["References"] or "").split()
        top = root.get(parents[0], parents[0]) if parents else message["Message-ID"]
        for one in (*parents, message["Message-ID"]):
            root.setdefault(one, top)
    found = {}
    for message in messages:
        found.setdefault(root[message["Message-ID"]], []).append(message["Message-ID"])
    return list(found.values())


def test_invitation_change_and_cancellation_are_one_conversation_for_each_reader(server):
    write(ANA, BEN)
    write(ANA, BEN)
    write(ANA)
    write(ANA, thread="meeting-2")
    write(ANA, thread="")
    run_jobs()
    for_ana = [message for to, message in server.got if to == [ANA]]
    for_ben = [message for to, message in server.got if to == [BEN]]
    assert [len(one) for one in conversations(for_ana)] == [3, 1, 1]
    assert [len(one) for one in conversations(for_ben)] == [2]
    first, second, third, *_ = for_ana
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == third["In-Reply-To"] == first["Message-ID"]
    assert third["References"].split() == [first["Message-ID"], second["Message-ID"]]
    assert not {one["Message-ID"] for one in for_ana} & {one["Message-ID"] for one in for_ben}


def test_what_was_taken_back_is_not_referred_to(mail_in_rows):
    write(ANA, batch="called")
    recall("called")
    write(ANA)
    assert "In-Reply-To" not in Mail.objects.order_by("pk").last().headers


def test_long_conversation_keeps_its_first_mail_and_the_last_ones(mail_in_rows):
    for _ in range(14):
        write(ANA)
    mails = list(Mail.objects.order_by("pk"))
    chain = mails[-1].headers["References"].split()
    assert len(chain) == threads.MOST_REFERENCES
    assert chain == [threads.message_id(one) for one in [mails[0], *mails[4:13]]]
