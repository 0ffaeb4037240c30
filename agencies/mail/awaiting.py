"""What the secretariat has to do about mail."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.mail import queries
from foundation.dates import clock, shown
from foundation.jobs.models import Job
from foundation.mail import server
from foundation.models import Mail
from foundation.portal import facts
from foundation.web.awaiting import Awaited

LATELY = 7  # days


def awaiting(user) -> list[Awaited]:
    """Returns that no mail is accepted, or what waits for more than an hour; how much failed in the last days
    (older mail is on the page of all mail); whom no mail reaches; and that the clock was
    set back. Empty for all but the secretariat.
    """
    if not user.has_perm("agencies.keep_register"):
        return []
    return [*_not_accepted(), *_failed(), *_not_reached(), *_set_back()]


def _not_accepted():
    trouble = queries.server_trouble()
    if trouble and trouble.is_long:
        yield Awaited(trouble.sentence, reverse("mail:mail_list"), _("View"), place=5)
    if trouble:
        return
    long_ago = clock.now() - server.TOLD_AFTER
    count = Job.objects.unfinished().filter(kind=Mail.JOB, put_off__gt=0, created_at__lt=long_ago).count()
    if count:
        sentence = ngettext(
            "%(count)s e-mail has not been accepted for more than an hour. It will be tried again.",
            "%(count)s e-mails have not been accepted for more than an hour. They will be tried again.",
            count,
        ) % {"count": count}
        yield Awaited(sentence, f"{reverse('mail:mail_list')}?state=waits", _("View"), place=45)


def _failed():
    since = clock.now() - dt.timedelta(days=LATELY)
    count = Mail.objects.with_job().filter(due_at__gte=since).in_state(Mail.State.FAILED).count()
    if count:
        sentence = ngettext(
            "%(count)s e-mail of the last few days was not delivered.",
            "%(count)s e-mails of the last few days were not delivered.",
            count,
        ) % {"count": count}
        yield Awaited(sentence, f"{reverse('mail:mail_list')}?state=failed", _("View"), place=50)


def _not_reached():
    people = queries.people_not_reached()
    if people:
        sentence = ngettext(
            "%(count)s person cannot be reached by e-mail.",
            "%(count)s people cannot be reached by e-mail.",
            len(people),
        ) % {"count": len(people)}
        yield Awaited(sentence, reverse("mail:address_list"), _("Correct the address"), place=51)


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
