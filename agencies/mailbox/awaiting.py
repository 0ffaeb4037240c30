"""What came by e-mail and waits for the secretariat, and that the mailbox cannot be read."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.mailbox.models import Mailbox, Received
from foundation.dates import clock
from foundation.mailbox import server
from foundation.web.awaiting import Awaited

PATIENCE = dt.timedelta(hours=1)  # many servers are away for some minutes


def awaiting(user) -> list[Awaited]:
    """Returns how many e-mails wait to be confirmed, and that the mailbox was not read for an hour."""
    if not server.is_read() or not user.has_perm("agencies.keep_received"):
        return []
    page = reverse("received:received_list")
    found = []
    if count := Received.objects.filter(state=Received.State.WAITS).count():
        sentence = ngettext(
            "%(count)s e-mail was received and waits to be confirmed.",
            "%(count)s e-mails were received and wait to be confirmed.",
            count,
        ) % {"count": count}
        found.append(Awaited(sentence, f"{page}?state=waits", _("View"), place=40))
    if failing(before=clock.now() - PATIENCE):
        sentence = _("The portal has not been able to read its mailbox for more than an hour.")
        found.append(Awaited(sentence, page, _("View"), place=45))
    return found


def failing(*, before: dt.datetime | None = None) -> Mailbox | None:
    """Returns the mailbox of the settings if it cannot be read, since that moment or earlier; else None."""
    try:
        account = server.account()
    except server.Unreadable as error:
        return Mailbox(error=str(error), failing_since=None)
    broken = Mailbox.objects.filter(name=account.name if account else "", failing_since__isnull=False)
    return (broken.filter(failing_since__lte=before) if before else broken).first()
