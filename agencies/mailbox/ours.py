"""The mail of ours that a message answers, and what that was about."""

import datetime as dt
import re
from collections.abc import Iterable

from foundation.dates import clock
from foundation.mailbox.message import OurId
from foundation.models import Mail

LATELY = dt.timedelta(days=14)  # so long servers try, and somewhat more
BATCH = re.compile(r"(meeting|guest|clearance|round|application|action|proposal|request)-(\d{1,18})(?:-|$)")
SAME = {"clearance": "round"}


def mail_of(named: Iterable[OurId]) -> Mail | None:
    """Returns the first mail of ours among those that a message names; None if none of them is one.

    The moment in it has to be right to the microsecond, so that nobody names a mail that they did not get.
    """
    named = list(named)[:20]
    known = Mail.objects.in_bulk([one.pk for one in named if one.pk < 2**63])
    for one in named:
        mail = known.get(one.pk)
        if mail and f"{mail.created_at:%Y%m%d%H%M%S%f}" == one.stamp and mail.times >= one.times:
            return mail
    return None


def was_sent_lately(mail: Mail) -> bool:
    """Returns whether it was sent, and not longer ago than servers try to deliver it."""
    return mail.sent_at is not None and mail.sent_at >= clock.now() - LATELY


def thing_of(mail: Mail | None) -> tuple[str, int] | None:
    """Returns what a mail was about, as kind and key, such as ("meeting", 12); None if it does not say."""
    if mail is None:
        return None
    for name in (getattr(mail, "thread", ""), mail.batch):
        if found := BATCH.match(name):
            return SAME.get(found[1], found[1]), int(found[2])
    return None
