"""The verbs of written mail: recall it, send it again, mark it as not delivered, clear an address."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.people.models import Appointment, User
from agencies.people.removal import REMOVED
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import addresses, recall, summaries
from foundation.mail.models import MailQuerySet
from foundation.mail.recall import Recalled
from foundation.models import BadAddress, Job, Mail
from foundation.verbs import Refused, keep

SALT = "agencies.mailing.recall"
SOON = dt.timedelta(seconds=1)  # the sweep wakes the worker once, and not each of hundreds of mails
MARKED = {Mail.Source.PROVIDER: BadAddress.Source.BOUNCED, Mail.Source.HAND: BadAddress.Source.HAND}


def recall_ticket(batch: str, user: User) -> str:
    """Returns the ticket with which that user, and nobody else, can recall the batch."""
    return signing.Signer(salt=SALT).sign_object([batch, user.pk])


def recall_with(ticket: str, *, by: User) -> Recalled | None:
    """Recalls the batch of the ticket. Returns the result; None if the ticket is not that user's.

    Raises `Refused` if nothing is left to recall.
    """
    try:
        batch, holder = signing.Signer(salt=SALT).unsign_object(ticket)
    except (signing.BadSignature, ValueError):
        return None
    if holder != by.pk:
        return None
    recalled = recall.recall(batch)
    if not recalled.people:
        raise Refused(recalled.sentence)
    return recalled


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> Mail:
    """Sends a mail once more: one that failed, or one that its reader does not have.

    Returns the mail. Raises `Refused`, for example while it still waits to be sent, or if it was recalled.
    """
    mail = _locked(mail)
    if mail.recalled_at:
        raise Refused(_("This e-mail was cancelled before it was sent, so it cannot be sent now."))
    if REMOVED in mail.to:
        raise Refused(_("The recipient has left the Group, and the address has been deleted."))
    if mail.within_id:
        raise Refused(_("This e-mail was part of a daily summary. Send the summary again instead."))
    if mail.for_summary or Job.objects.unfinished().filter(kind=Mail.JOB, subject=str(mail.pk)).exists():
        raise Refused(_("This e-mail is already waiting to be sent. You do not have to do anything."))
    if mail.is_blank:
        raise Refused(
            _(
                "The text of this e-mail was deleted after it was sent, because it has a personal link. Send "
                "a new invitation or a new link instead."
            )
        )
    return _again(mail, by=by)


@dataclass(frozen=True)
class Failed:
    """What failed: `mails` can be sent again, and `left` cannot, with the reason and the addresses."""

    mails: list[Mail]
    left: list[tuple[str, list[str]]]


def failed_of(mails: MailQuerySet) -> Failed:
    """Returns what of those mails failed, and what of that a press sends again."""
    found = list(mails.with_job().in_state(Mail.State.FAILED).defer("html", "calendar").order_by("pk"))
    marks = addresses.bad({to for mail in found for to in mail.to})
    again, left = [], defaultdict[str, list[str]](list)
    for mail in found:
        if reason := _why_not(mail, marks):
            left[reason] += mail.to
        else:
            again.append(mail)
    return Failed(again, [(reason, sorted(set(to))) for reason, to in left.items()])


def _why_not(mail: Mail, marks: dict[str, BadAddress]) -> str:
    if REMOVED in mail.to:
        return _("The recipient has left the Group.")
    if any(to in marks for to in mail.to):
        return _("Nobody can be reached at this address. Correct it first, or say that it works again.")
    if mail.is_blank:
        return _("The text was deleted because it has a personal link. Send a new link instead.")
    if mail.unconfirmed > 1:
        return _("It may have arrived. Ask, or send it again by itself.")
    return ""


@transaction.atomic
def send_all_again(mails: MailQuerySet, *, by: User) -> Failed:
    """Sends all of those mails again that failed. Returns what was sent again and what was left.

    Raises `Refused` if there is nothing to send again, for example because somebody did so a moment ago.
    """
    wanted = [mail.pk for mail in failed_of(mails).mails]
    list(Mail.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    result = failed_of(Mail.objects.filter(pk__in=wanted))  # who waited for the lock sees what was done
    if not result.mails:
        raise Refused(_("No e-mail is left to send again."))
    soon = clock.now() + SOON
    for mail in result.mails:
        _again(mail, by=by, due_at=soon)
    return result


def _again(mail: Mail, *, by: User, due_at: dt.datetime | None = None) -> Mail:
    before = str(mail.sent_at or "")
    mail.times += 1
    mail.unconfirmed = 0
    mail.due_at = clock.now()
    mail.sent_at = mail.returned_at = None
    mail.returned = mail.returned_by = ""
    mail.save(
        update_fields=["times", "unconfirmed", "due_at", "sent_at", "returned_at", "returned", "returned_by"]
    )
    outbox.put(Mail.JOB, mail.pk, due_at=due_at)
    _note(mail, by=by, sent_at=[before, "sent again"])
    return mail


@transaction.atomic
def mark_returned(mail: Mail, *, source: str, words: str, by: User) -> Mail:
    """Records that a mail was not delivered, and how that is known. Returns the mail.

    Its addresses get no more mail until they are corrected or work again. Raises `Refused` if it was not sent
    yet.
    """
    mail = _locked(mail)
    if not mail.sent_at:
        raise Refused(_("This e-mail has not been sent yet, so you cannot mark it as not delivered."))
    mail = keep(mail, returned_at=clock.now(), returned_by=source, returned=words)
    for address in mail.to:
        if address != REMOVED:
            addresses.mark(address, reason=words, source=MARKED[Mail.Source(source)])
    _note(mail, by=by, returned=["", source])
    return mail


@transaction.atomic
def works_again(mark: BadAddress) -> None:
    """Lets an address get mail again, as somebody says. Raises `Refused` if it is not marked any more."""
    if not addresses.clear(mark.address):
        raise Refused(_("This address already gets e-mails again."))


def recall_summaries_of_leavers() -> int:
    """Recalls mail that waits for the daily summary of people who no longer act for any agency.

    Returns how many mails. People who never acted for one, as in the secretariat, have not left.
    """
    waiting = Mail.objects.unsent().filter(for_summary=True)
    addresses = {to for mail in waiting.only("to") for to in mail.to}
    acting = Appointment.objects.lasting().values("person")
    left = User.objects.filter(email__in=addresses, appointments__isnull=False).exclude(pk__in=acting)
    left = left.filter(is_staff=False, is_superuser=False, secretariat_role=None)
    gone = [mail.pk for person in left.distinct() for mail in summaries.waiting_for(person.email or "")]
    return Mail.objects.unsent().filter(pk__in=gone).update(recalled_at=clock.now())


def _locked(mail: Mail) -> Mail:
    return Mail.objects.select_for_update().get(pk=mail.pk)


def _note(mail: Mail, *, by: User, **changes) -> None:
    """Records in the audit log what was done with a mail, without its text."""
    LogEntry.objects.log_create(
        mail, force_log=True, action=LogEntry.Action.UPDATE, actor=by, changes=changes
    )
