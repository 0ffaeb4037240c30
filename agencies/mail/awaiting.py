"""What awaits the secretariat in the mail that was written."""

import datetime as dt

from django.urls import reverse

from foundation.dates import clock
from foundation.models import Mail
from foundation.text.words import number
from foundation.web.awaiting import Awaited

LATELY = 7  # days


def awaiting(user) -> list[Awaited]:
    """How much mail of the last days did not arrive; what is older is found on its page."""
    if not user.has_perm("agencies.keep_register"):
        return []
    since = clock.now() - dt.timedelta(days=LATELY)
    count = Mail.objects.with_job().filter(due_at__gte=since).in_state(Mail.State.FAILED).count()
    if not count:
        return []
    mails = f"{number(count).capitalize()} {'mail' if count == 1 else 'mails'}"
    page = f"{reverse('mail:mail_list')}?state=failed"
    return [Awaited(f"{mails} of the last days did not arrive.", page, "Look", place=50)]
