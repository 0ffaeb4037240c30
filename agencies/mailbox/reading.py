"""Reads what is new in the mailbox: one worker at a time, each message once, whatever stops it."""

import datetime as dt
import logging
import time
import uuid

from django.db import DatabaseError, transaction
from django.db.models import Q

from agencies.mailbox import filing
from agencies.mailbox.models import LEASE, Mailbox, Received
from foundation.dates import clock
from foundation.mailbox import server
from foundation.mailbox.server import Account, Box, Unreadable
from foundation.portal import facts
from foundation.text.lengths import TITLE

log = logging.getLogger(__name__)

AT_ONCE = 100  # messages in one run; the next one goes on
LONGEST = 60  # seconds that a run begins another message
TRIES = 3  # of a message that stops the worker, before it is filed unread
OF_ONE_SENDER = 50  # in a day; the rest stays in the mailbox, unread
PUT_AWAY_AT_ONCE = 500


class Lost(Exception):
    """Another worker reads the mailbox now."""


def read_new() -> int:
    """Files what is new in the mailbox of the settings. Returns how many messages.

    A mailbox that cannot be read is noted, with one line in the log, and tried again by the next run.
    """
    try:
        account = server.account()
    except Unreadable as error:
        log.warning("%s", error)
        return 0
    if account is None:
        return 0
    mailbox = _claim(account)
    if mailbox is None:
        return 0
    try:
        with server.opened(account) as box:
            count = _read(mailbox, box)
    except Unreadable as error:
        _note_failure(mailbox, str(error))
        return 0
    except Lost:
        log.warning("Another worker reads the mailbox now.")
        return 0
    finally:
        Mailbox.objects.filter(pk=mailbox.pk, holder=mailbox.holder).update(holder=None, held_until=None)
    if mailbox.failing_since:
        log.info("The mailbox is read again.")
    Mailbox.objects.filter(pk=mailbox.pk).update(read_at=clock.now(), failing_since=None, error="")
    return count


def _claim(account: Account) -> Mailbox | None:
    """Returns the row with a lease of this worker; None if another one reads."""
    row, _made = Mailbox.objects.get_or_create(name=account.name[:TITLE])
    now, holder = clock.now(), uuid.uuid4()
    free = Mailbox.objects.filter(pk=row.pk).filter(Q(held_until=None) | Q(held_until__lt=now))
    if not free.update(holder=holder, held_until=now + LEASE):
        return None
    return Mailbox.objects.get(pk=row.pk, holder=holder)


def _read(mailbox: Mailbox, box: Box) -> int:
    if box.validity != mailbox.validity:
        # The server counts anew. What was filed before is known by its content.
        _hold(mailbox, validity=box.validity, last_uid=0, trying_uid=0, tries=0)
    _put_away(mailbox, box)
    since = clock.today() - dt.timedelta(days=facts.read().received_days)
    ends, count = time.monotonic() + LONGEST, 0
    for uid in box.uids_after(mailbox.last_uid, since=since)[:AT_ONCE]:
        if time.monotonic() > ends:
            break
        tries = mailbox.tries + 1 if mailbox.trying_uid == uid else 1
        _hold(mailbox, trying_uid=uid, tries=tries)
        count += _file_one(mailbox, box, uid)
    _put_away(mailbox, box)
    return count


def _file_one(mailbox: Mailbox, box: Box, uid: int) -> bool:
    """Files one message, and notes in the same transaction that it is read. Returns whether it is new."""
    fetched = box.get(uid)
    filed = None
    try:
        with transaction.atomic():
            if fetched and not _is_flood(mailbox, fetched):
                filed = filing.file(mailbox, fetched, readable=mailbox.tries <= TRIES)
            _hold(mailbox, last_uid=uid)
    except DatabaseError:
        # The database is away, or it cannot hold the message. In the second case the third try leaves it.
        if mailbox.tries < TRIES:
            raise
        log.exception("Message %s cannot be filed. It stays in the mailbox.", uid)
        _hold(mailbox, last_uid=uid)
    return filed is not None


def _hold(mailbox: Mailbox, **values) -> None:
    """Renews the lease, and writes the values. Raises `Lost` if another worker has it."""
    values["held_until"] = clock.now() + LEASE
    if not Mailbox.objects.filter(pk=mailbox.pk, holder=mailbox.holder).update(**values):
        raise Lost
    for name, value in values.items():
        setattr(mailbox, name, value)


def _is_flood(mailbox: Mailbox, fetched: server.Fetched) -> bool:
    """Whether the sender has written too much within a day. Servers that report bounces may."""
    from foundation.mailbox.message import only_headers

    try:
        sender = only_headers(fetched.raw).sender
    except Exception:  # it is filed as not readable
        return False
    day = clock.now() - dt.timedelta(days=1)
    lately = Received.objects.filter(sender=sender, received_at__gte=day).exclude(kind=Received.Kind.BOUNCE)
    if lately.count() < OF_ONE_SENDER:
        return False
    if not mailbox.left_at or mailbox.left_at < day:
        log.warning(
            "One sender wrote more than %s messages in a day. The rest stays in the mailbox.", OF_ONE_SENDER
        )
    _hold(mailbox, left_at=clock.now())
    return True


def _put_away(mailbox: Mailbox, box: Box) -> None:
    """Marks, moves or deletes on the server what is filed; also what an earlier run left behind."""
    filed = Received.objects.filter(mailbox=mailbox, validity=mailbox.validity, put_away=False)
    some = list(filed.order_by("uid").values_list("uid", flat=True)[:PUT_AWAY_AT_ONCE])
    if some:
        box.put_away(some)
        filed.filter(uid__in=some).update(put_away=True)


def _note_failure(mailbox: Mailbox, words: str) -> None:
    if not mailbox.failing_since:
        log.warning("%s", words)  # the first time only: it is tried every minute
    Mailbox.objects.filter(pk=mailbox.pk).update(
        failing_since=mailbox.failing_since or clock.now(), error=words[:TITLE]
    )


def forget_old() -> int:
    """Deletes what came longer ago than the secretariat wants to keep it. Returns how many."""
    oldest = clock.now() - dt.timedelta(days=facts.read().received_days)
    return Received.objects.filter(received_at__lt=oldest).delete()[0]
