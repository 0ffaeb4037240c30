"""The letter about a refusal: the portal drafts it, the chair's people read, edit and send it."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from agencies.applications.actions.reviewing import hold
from agencies.applications.mail import tell_applicant
from agencies.models import Application, User
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.mail.letters import RECALL
from foundation.mail.recall import recall, recallable
from foundation.verbs import Refused, Stale, keep
from meetings.applications.models import ApplicationDecision

TEMPLATE = "meetings/applications/letter.txt"


def drafted(decision: ApplicationDecision) -> str:
    """Returns the text of the letter that tells the applicant of a refusal, in the Group's name."""
    context = {
        "applicant": decision.application,
        "day": PartialDate.of(decision.date),
        "reason": decision.reason.strip(),
    }
    return _lines(render_to_string(TEMPLATE, context)).strip()


def _held(decision: ApplicationDecision) -> ApplicationDecision:
    """Returns the decision, locked after its application. Raises `Refused` if it has no letter to send."""
    application = hold(decision.application)
    decision = ApplicationDecision.entered.select_for_update(of=["self"]).get(pk=decision.pk)
    decision.application = application
    if decision.letter_sent_at:
        raise Refused(_("This letter was already sent. You do not have to do anything."))
    if not decision.awaits_letter:
        raise Refused(
            _("The application is no longer declined (%(state)s), so this letter is not sent.")
            % {"state": application.get_outcome_display()}
        )
    return decision


def _lines(text: str) -> str:
    """Returns the text with the ends of lines that are stored; a browser sends others."""
    return text.replace("\r\n", "\n")


@transaction.atomic
def save_letter(decision: ApplicationDecision, *, text: str, seen: str) -> ApplicationDecision:
    """Saves the text of a letter that is not sent. Returns its decision.

    Raises `Stale` if somebody else has changed it since the writer saw the text `seen`, and `Refused` if it
    is empty or was sent.
    """
    decision = _held(decision)
    text, seen = _lines(text).strip(), _lines(seen).strip()
    if not text:
        raise Refused(_("The letter has no text."))
    if _lines(decision.letter).strip() not in (seen, text):
        raise Stale(decision)
    return keep(decision, letter=text)


@transaction.atomic
def send_letter(decision: ApplicationDecision, *, text: str, seen: str, by: User) -> str:
    """Sends the letter with that text to the applicant, after a minute. Returns what happened, as a sentence.

    From then on the applicant's page says what the Group decided. An applicant without a page here gets
    nothing from the portal, and it is recorded that somebody sent the letter. Raises `Stale` and `Refused` as
    `save_letter` does.
    """
    decision = save_letter(decision, text=text, seen=seen)
    now = clock.now()
    keep(decision.application, shown_until=now + RECALL, moved_at=now)
    is_mailed = tell_applicant(
        decision.application,
        subject=_("The Group’s decision on your application"),
        template="meetings/applications/mail/refused.txt",
        context={"text": decision.letter},
        batch=decision.letter_batch,
    )
    keep(decision, letter_sent_at=now, letter_sent_by=by)
    if is_mailed:
        return _("The letter will be sent in a minute. Until then you can undo this.")
    return _("Recorded: the letter was sent.")


def is_undoable(decision: ApplicationDecision) -> bool:
    """Whether the letter was sent less than a minute ago, and the applicant does not have it."""
    if decision.letter_sent_at is None or decision.corrected_at:
        return False
    waits = recallable(decision.letter_batch)
    return not waits.gone and (bool(waits) or clock.now() < decision.letter_sent_at + RECALL)


@transaction.atomic
def take_back_letter(decision: ApplicationDecision) -> str:
    """Makes a letter that has not gone a draft again. Returns what happened. Raises `Refused`."""
    application = hold(decision.application)
    decision = ApplicationDecision.entered.select_for_update(of=["self"]).get(pk=decision.pk)
    if not is_undoable(decision) or application.outcome != Application.Outcome.DECLINED:
        raise Refused(_("It is too late to undo this: the letter has been sent."))
    if recall(decision.letter_batch).gone:
        raise Refused(_("It is too late to undo this: the letter has been sent."))
    keep(decision, letter_sent_at=None, letter_sent_by=None)
    keep(application, shown_until=None)
    return _("The letter is a draft again. The applicant was not told anything.")
