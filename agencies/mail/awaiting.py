"""What the secretariat has to do about mail."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock
from foundation.models import Mail
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
    sentence = ngettext(
        "%(count)s e-mail of the last few days was not delivered.",
        "%(count)s e-mails of the last few days were not delivered.",
        count,
    ) % {"count": count}
    page = f"{reverse('mail:mail_list')}?state=failed"
    return [Awaited(sentence, page, _("View"), place=50)]
