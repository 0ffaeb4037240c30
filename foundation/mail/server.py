"""Whether the mail server takes mail. While it does not, one mail tries for all, and the rest wait for it."""

import datetime as dt
import logging
import threading

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.jobs.models import Job
from foundation.jobs.queues import queue_of
from foundation.mail.models import Mail, MailServer

log = logging.getLogger(__name__)

# Between two attempts. A wrong password must not lock an account, and mail should not wait for hours.
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 30)]
TOLD_AFTER = dt.timedelta(hours=1)
_known = threading.local()  # whether it was away when a worker asked last


def is_open() -> bool:
    """Returns whether a mail may be sent now, or tried for all."""
    row = trouble()
    _known.is_away = row is not None
    # A moment farther away than any pause is from before the clock was set back.
    return row is None or row.next_at is None or not clock.now() < row.next_at <= clock.now() + PAUSES[-1]


def trouble() -> MailServer | None:
    """Returns since when and why no mail is accepted; None if the last one was."""
    return MailServer.objects.filter(away_since__isnull=False).first()


@transaction.atomic
def away(reason: str) -> dt.timedelta:
    """Records that the server took no mail. Returns how long to wait.

    What has waited for three days fails. The log tells it once, after an hour.
    """
    now, _known.is_away = clock.now(), True
    row, _made = MailServer.objects.select_for_update().get_or_create(only=True)
    row.away_since = row.away_since or now
    pause = PAUSES[min(row.tries, len(PAUSES) - 1)]
    row.tries += 1
    row.next_at, row.reason = now + pause, reason
    if not row.logged and now - row.away_since >= TOLD_AFTER:
        log.error("The mail server has not accepted mail since %s: %s", row.away_since, reason)
        row.logged = True
    row.save()
    _give_up(reason)
    return pause


def back() -> None:
    """Records that the server takes mail. A worker that knows so from `is_open` does not ask again."""
    if not getattr(_known, "is_away", True):
        return
    _known.is_away = False
    if not MailServer.objects.filter(away_since__isnull=False).update(
        away_since=None, next_at=None, tries=0, reason="", logged=False
    ):
        return
    log.warning("The mail server accepts mail again.")


@transaction.atomic
def try_now() -> bool:
    """Lets a mail try now, before the pause ends. Returns False if the server takes mail anyway."""
    known = MailServer.objects.filter(away_since__isnull=False).update(next_at=clock.now())
    if known:
        transaction.on_commit(lambda: outbox.wake(queue_of(Mail.JOB)))
    return bool(known)


def last_day(row: MailServer) -> dt.date:
    """Returns the day until which what waits since the trouble began is tried."""
    return clock.day_of((row.away_since or clock.now()) + outbox.WORTH_WAITING)


def _give_up(reason: str) -> None:
    words = _("This was tried for three days. %(reason)s") % {"reason": reason}
    left = Job.objects.due().filter(kind=Mail.JOB, created_at__lte=clock.now() - outbox.WORTH_WAITING)
    left.update(failed_at=clock.now(), error=words)
