"""The tasks of accounts: the history hears of wrong guesses, and links are mailed."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.db import transaction

from agencies.accounts import actions, events, mail_links, sessions
from agencies.accounts.models import Guesses, SignInLink
from agencies.people.models import User
from foundation.dates import clock
from foundation.jobs import outbox

log = logging.getLogger(__name__)


@shared_task(name="agencies.tasks.tell_of_guesses")
def tell_of_guesses() -> None:
    """Writes wrong guesses at accounts into the history. Deletes what is forgiven, and ended sign-ins.

    The page that takes a password does not do it: it does the same for an address that nobody has. Guesses at
    such addresses are counted in the log.
    """
    strange = 0
    for mark in list(Guesses.objects.filter(untold__gt=0).values_list("mark", flat=True)):
        with transaction.atomic():
            row = Guesses.objects.select_for_update().filter(mark=mark, untold__gt=0).first()
            if row is None:
                continue
            if row.person:
                events.record(row.person, "sign_in_failed" if row.untold == 1 else "sign_ins_failed")
                if row.is_lock_untold:
                    events.record(row.person, "locked")
            else:
                strange += row.untold
            row.untold, row.is_lock_untold = 0, False
            row.save(update_fields=["untold", "is_lock_untold"])
    if strange:
        log.warning("%s attempts to sign in with addresses that nobody has.", strange)
    sessions.forget_ended()
    Guesses.objects.filter(forgiven_at__lt=clock.now(), untold=0).delete()


@outbox.does("password-reset")
def send_reset(job: outbox.Held) -> Callable[[], None]:
    """Mails a link to a new password, if the job is about a person. Returns the function that writes it."""
    person = User.objects.filter(pk=job.subject, is_active=True).first()
    return lambda: actions.send_reset(person) if person else None


@outbox.does(SignInLink.JOB)
def write_link(job: outbox.Held) -> Callable[[], None]:
    """Mails a link to sign in. Returns the function that does."""
    return mail_links.write(job)
