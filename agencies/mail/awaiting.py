"""What the secretariat has to do about mail."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock, shown
from foundation.models import Mail
from foundation.portal import facts
from foundation.web.awaiting import Awaited

LATELY = 7  # days


def awaiting(user) -> list[Awaited]:
    """Returns how many mails of the last days were not delivered, and that the clock was set back.

    Older mails are on the page of all mail.
    """
    if not user.has_perm("agencies.keep_register"):
        return []
    return [*_undelivered(), *_set_back()]


def _set_back() -> list[Awaited]:
    portal, since = facts.read(), clock.now() - dt.timedelta(days=LATELY)
    if not portal.set_back_at or portal.set_back_at < since:
        return []
    minutes = round(portal.set_back_by.total_seconds() / 60)
    moment = portal.set_back_at.astimezone(clock.zone())
    sentence = ngettext(
        "The clock of the server was set back by %(count)s minute on %(day)s at %(time)s. Nothing is lost, "
        "but times recorded around then can be wrong. Ask whoever runs the server to check its clock.",
        "The clock of the server was set back by %(count)s minutes on %(day)s at %(time)s. Nothing is lost, "
        "but times recorded around then can be wrong. Ask whoever runs the server to check its clock.",
        minutes,
    ) % {"count": minutes, "day": shown.day(moment), "time": shown.hour(moment)}
    return [Awaited(sentence, reverse("mail:mail_list"), _("View mail"), place=50)]


def _undelivered() -> list[Awaited]:
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
