"""The verbs of written mail: recall it, send it again, mark it as not delivered."""

from auditlog.models import LogEntry
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.people.models import Appointment, User
from agencies.people.removal import REMOVED
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import recall, summaries
from foundation.mail.recall import Recalled
from foundation.models import Job, Mail
from foundation.verbs import Refused, keep

SALT = "agencies.mailing.recall"


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
    before = str(mail.sent_at or "")
    mail.times += 1
    mail.due_at = clock.now()
    mail.sent_at = mail.returned_at = None
    mail.returned = mail.returned_by = ""
    mail.save()
    outbox.put(Mail.JOB, mail.pk)
    _note(mail, by=by, sent_at=[before, "sent again"])
    return mail


@transaction.atomic
def mark_returned(mail: Mail, *, source: str, words: str, by: User) -> Mail:
    """Records that a mail was not delivered, and how that is known. Returns the mail.

    Raises `Refused` if it was not sent yet.
    """
    mail = _locked(mail)
    if not mail.sent_at:
        raise Refused(_("This e-mail has not been sent yet, so you cannot mark it as not delivered."))
    mail = keep(mail, returned_at=clock.now(), returned_by=source, returned=words)
    _note(mail, by=by, returned=["", source])
    return mail


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
