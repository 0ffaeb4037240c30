"""What the secretariat has to do about mail."""

import datetime as dt

from django.urls import reverse

from foundation.dates import clock
from foundation.models import Mail
from foundation.text.words import number
from foundation.web.awaiting import Awaited

LATELY = 7  # days


def awaiting(user) -> list[Awaited]:
    """Returns how many mails of the last days were not delivered. Older ones are on the page of all mail."""
    if not user.has_perm("agencies.keep_register"):
        return []
    since = clock.now() - dt.timedelta(days=LATELY)
    count = Mail.objects.with_job().filter(due_at__gte=since).in_state(Mail.State.FAILED).count()
    if not count:
        return []
    mails = f"{number(count).capitalize()} {'mail' if count == 1 else 'mails'}"
    page = f"{reverse('mail:mail_list')}?state=failed"
    return [Awaited(f"{mails} of the last days did not arrive.", page, "Look", place=50)]
