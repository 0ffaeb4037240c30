"""Files a message: what kind it is, which mail of ours it answers, and what it would mean.

A message is filed once, whatever happens while it is read: its place in the mailbox and its
content are unique.
"""

import hashlib
import logging

from django.db import transaction

from agencies.mailbox import ours
from agencies.mailbox.models import Mailbox, Received
from foundation.dates import clock
from foundation.mail import addresses
from foundation.mailbox import bounces, calendars, message, quotes
from foundation.mailbox.bounces import Bounce
from foundation.mailbox.message import Message
from foundation.mailbox.server import Fetched
from foundation.models import Mail
from foundation.text.lengths import TITLE

log = logging.getLogger(__name__)
Kind, State = Received.Kind, Received.State


def digest_of(fetched: Fetched) -> str:
    """Returns the same for the same message, also after a mailbox was restored.

    It is of the whole content: a stranger who sends a message with another one's ID hides nothing.
    """
    return hashlib.sha256(f"{fetched.size} ".encode() + fetched.raw).hexdigest()


@transaction.atomic
def file(mailbox: Mailbox, fetched: Fetched, *, readable: bool = True) -> Received | None:
    """Files a message. Returns the row; None if it was filed before.

    What cannot be read is filed as that. So is what is not `readable`, as it stopped the worker before.
    """
    digest = digest_of(fetched)
    if Received.objects.filter(digest=digest).exists():
        return None
    row = Received(
        mailbox=mailbox, validity=mailbox.validity, uid=fetched.uid, digest=digest, is_cut=fetched.is_cut
    )
    try:
        if not readable:
            raise message.NotUnderstood
        said = message.read(fetched.raw)
        _describe(row, said)
        failures = _classify(row, said, fetched.raw)
    except Exception as error:  # a stranger wrote it, so that anything may be wrong with it
        log.info("Message %s cannot be read: %s", fetched.uid, type(error).__name__)
        failures = None
        row.answers, row.facts, row.words, row.text = None, {}, "", ""
        row.kind, row.state = Kind.NOT_UNDERSTOOD, State.WAITS
        _describe_head(row, fetched.raw)
    row.save()
    if failures:
        _believe(row, failures)
    return row


def _describe_head(row: Received, raw: bytes) -> None:
    try:
        _describe(row, message.only_headers(raw))
    except Exception:  # not even these
        row.sender = row.sender_name = row.subject = row.checks = ""
        row.sent_at = None


def _describe(row: Received, said: Message) -> None:
    row.sender, row.sender_name = said.sender, said.sender_name
    row.subject, row.sent_at, row.checks = said.subject, said.sent_at, said.checks
    row.text, row.files = said.text, said.files
    row.words = quotes.own_words(said.text)


def _classify(row: Received, said: Message, raw: bytes) -> Bounce | None:
    """Sets kind and state. Returns the report if it is a bounce."""
    if (bounce := bounces.read(said, raw)) is not None:
        row.answers = ours.mail_of(bounce.named)
        row.kind, row.state = Kind.BOUNCE, State.NOTED
        row.facts = {"failures": [one.__dict__ for one in bounce.failures]}
        return bounce
    row.answers = ours.mail_of(said.named)
    if reply := calendars.read(said.calendar):
        row.kind, row.state, row.facts = Kind.CALENDAR, State.WAITS, reply.facts
        row.words = reply.comment or row.words
    elif said.is_automatic:
        row.kind, row.state = Kind.AUTOMATIC, State.NOTED
    else:
        row.kind, row.state = (Kind.REPLY if row.answers else Kind.OTHER), State.WAITS
    return None


def _believe(row: Received, bounce: Bounce) -> None:
    """Marks the mail and the address, if the report names a mail that we sent there lately.

    Whoever did not get the mail cannot name it (`ours.mail_of`). A report of another address waits for
    somebody to confirm it.
    """
    failed = [one for one in bounce.failures if one.given_up]
    if not failed:
        return
    mail = row.answers
    if mail is None or not ours.was_sent_lately(mail):
        row.state = State.WAITS
        row.save(update_fields=["state"])
        return
    told = {one.casefold(): one for one in mail.to}
    ours_failed = [one for one in failed if one.address in told]
    if not ours_failed:
        # It was passed on to another address, which the reader chose. They did not get it all the same.
        row.state = State.WAITS
        row.save(update_fields=["state"])
        return
    mark_returned(mail, ours_failed[0].reason)
    marked = [one for one in ours_failed if one.permanent]
    for one in marked:
        addresses.mark(told[one.address], reason=one.reason, source="bounced")
    row.facts = row.facts | {"marked": [told[one.address] for one in marked], "returned": True}
    row.save(update_fields=["facts"])


def mark_returned(mail: Mail, reason: str) -> None:
    """Records that a mail came back, unless that is known."""
    Mail.objects.filter(pk=mail.pk, returned_at=None).exclude(sent_at=None).update(
        returned_at=clock.now(), returned_by=Mail.Source.PROVIDER, returned=reason[:TITLE]
    )
