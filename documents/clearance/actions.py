"""The verbs of clearance: a round opens, agencies reply, the deadline passes.

Every verb locks the row of the document first. A round that is over accepts no reply. Only the clock says
whether it is over.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from documents.clearance import mail
from documents.clearance.models import Clearance, Round
from documents.clearance.outcomes import clear_document, current_status, locked_round, settle, up_to_date
from documents.clearance.status import CLEARABLE
from documents.document.models import Document, DocumentVersion
from documents.document.states import Unseen, move_to_circulated
from foundation.dates import clock, hours
from foundation.mail.recall import recall
from foundation.text.lengths import NAME
from foundation.text.words import listed
from foundation.verbs import Refused, keep

Reply, Outcome = Clearance.Reply, Round.Outcome


@transaction.atomic
def open_round(
    version: DocumentVersion,
    *,
    agencies: Iterable[Agency],
    until: dt.datetime,
    timezone: str,
    by: User,
    express: bool = False,
    note: str = "",
    level: str = Round.Level.FOCAL_POINT,
) -> Round:
    """Asks these agencies to clear the version, and writes to each.

    `until` is the deadline (aware). Returns the round. Raises `Refused`, and `Unseen` if there is a later
    version.
    """
    document = up_to_date(version.document)
    agencies = list(agencies)
    if not agencies:
        raise Refused(_("Choose at least one agency to ask."))
    if document.current != version:
        raise Unseen(document.current)
    _refuse_second(document)
    _refuse_past(until, timezone)
    opened = keep(
        Round(version=version),
        until=until,
        timezone=timezone,
        opened_by=by,
        express=express,
        note=note,
        level=level,
    )
    for agency in agencies:
        Clearance.objects.create(round=opened, agency=agency)
    if document.state in CLEARABLE:
        document = move_to_circulated(document, by=by, version=version)
    opened.version.document = document
    mail.ask(opened, by=by, batch=mail.batch_of(opened))
    mail.tell_lead_opened(opened, by=by)
    return opened


@transaction.atomic
def reply(clearance: Clearance, *, reply: str, words: str = "", cleared_by: str = "", by: User) -> Clearance:
    """Saves the reply of an agency, until the deadline. Tells the agency if somebody else entered it.

    `cleared_by` names who cleared it in the principal's office, if the round asks for that level.

    Returns the clearance. Raises `Refused`; the page keeps what was typed.
    """
    clearance = _locked(clearance)
    _refuse_over(clearance.round)
    entered = clearance.agency_id not in own_agencies(by)
    _refuse_own(clearance, entered)
    words = words.strip()
    if reply not in Reply.values:
        raise Refused(_("Choose a reply."))
    if reply in Clearance.IN_NEED_OF_WORDS and not words:
        raise Refused(
            _("Please write your comments. The lead agency needs to know what should change.")
            if reply == Reply.BUT
            else _("Please explain the objection. The lead agency needs to know the reason.")
        )
    keep(
        clearance,
        reply=reply,
        words=words,
        cleared_by=cleared_by.strip()[:NAME] if clearance.round.asks_principals else "",
        replied_at=clock.now(),
        replied_by=by,
        entered=entered,
    )
    if entered:
        mail.tell_entered(clearance, by=by)
    if reply not in (Reply.FINE, Reply.NOT_CONCERNED):
        mail.tell_lead_of_reply(clearance, by=by)
    return clearance


@transaction.atomic
def take_back(clearance: Clearance, *, by: User) -> Clearance:
    """Removes the reply of an agency, as if it had not replied.

    Returns the clearance. Raises `Refused`.
    """
    clearance = _locked(clearance)
    _refuse_over(clearance.round)
    entered = clearance.agency_id not in own_agencies(by)
    _refuse_own(clearance, entered)
    said = clearance.reply
    keep(clearance, reply="", words="", cleared_by="", replied_at=None, replied_by=None, entered=False)
    if said and entered:
        mail.tell_entered(clearance, by=by)
    return clearance


@transaction.atomic
def extend(round_: Round, *, until: dt.datetime, timezone: str, by: User) -> Round:
    """Sets a later deadline, also after the old one has passed, and tells everybody who is asked.

    `until` is aware. Returns the round. Raises `Refused`.
    """
    round_ = locked_round(round_)
    _refuse_settled(round_)
    _refuse_second(round_.version.document, but=round_)
    _refuse_past(until, timezone)
    if until <= round_.until:
        raise Refused(
            _("The deadline is already %(deadline)s. Choose a later one.") % {"deadline": round_.deadline}
        )
    round_.clearances.update(silent_consent=None)
    keep(
        round_,
        until=until,
        timezone=timezone,
        extended_at=clock.now(),
        outcome="",
        written_at=None,
    )
    mail.tell_extended(round_, by=by)
    return round_


@transaction.atomic
def withdraw(round_: Round, *, by: User, reason: str = "") -> Round:
    """Ends a round without an outcome.

    Recalls the mail that is not sent yet. If some was sent, or none could be recalled, it tells the agencies.
    Returns the round. Raises `Refused`.
    """
    round_ = locked_round(round_)
    _refuse_settled(round_)
    back = recall(mail.batch_of(round_))
    keep(round_, withdrawn_at=clock.now(), withdrawn_by=by, reason=reason.strip())
    if back.gone or not back.people:
        mail.tell_withdrawn(round_, by=by)
    return round_


@transaction.atomic
def close(round_: Round, *, by: User) -> Round:
    """Ends a round before its deadline, once every agency has replied.

    Agencies that have left the Group are not waited for. Returns the round. Raises `Refused`.
    """
    round_ = locked_round(round_)
    _refuse_over(round_)
    if silent := [row.clearance.agency.acronym for row in current_status(round_).silent]:
        raise Refused(
            _("%(agencies)s can still reply until %(deadline)s.")
            % {"agencies": listed(silent), "deadline": round_.deadline}
        )
    keep(round_, until=clock.now())
    return settle(round_, by=by)


@transaction.atomic
def accept(round_: Round, *, by: User) -> Round:
    """Clears the version after a round with comments, with the text as it is.

    Returns the round. Raises `Refused`.
    """
    round_ = locked_round(round_)
    status = current_status(round_)
    if status.outcome != Outcome.REMARKS:
        raise Refused(_("There are no comments left to settle in this round."))
    for row in status.silent:
        keep(row.clearance, silent_consent=bool(row.agrees))
    keep(round_, outcome=Outcome.CLEARED, written_at=clock.now())
    clear_document(round_, by=by)
    return round_


def _locked(clearance: Clearance) -> Clearance:
    round_ = locked_round(clearance.round)
    found = Clearance.objects.select_for_update(of=["self"]).select_related("agency").get(pk=clearance.pk)
    found.round = round_
    return found


def _refuse_own(clearance: Clearance, entered: bool) -> None:
    """Refuses to change, on behalf of an agency, what the agency has said itself."""
    if entered and clearance.is_its_own:
        raise Refused(
            _(
                "%(agency)s has replied itself: %(reply)s. Only its own people can change that reply. "
                "Nothing was changed, and your text is still below."
            )
            % {"agency": clearance.agency, "reply": clearance.get_reply_display()}
        )


def _refuse_second(document: Document, but: Round | None = None) -> None:
    other = Round.objects.running().filter(version__document=document).exclude(pk=but and but.pk).first()
    if other:
        raise Refused(
            _(
                "A round on version %(number)s is open until %(deadline)s. Extend its deadline, or withdraw "
                "it first."
            )
            % {"number": other.version.number, "deadline": other.deadline}
        )


def _refuse_past(until: dt.datetime, timezone: str) -> None:
    if until <= clock.now():
        raise Refused(
            _("%(deadline)s has passed. Choose a later date.") % {"deadline": hours.deadline(until, timezone)}
        )


def _refuse_over(round_: Round) -> None:
    if round_.withdrawn_at:
        raise Refused(_("This round was withdrawn, so it takes no more replies. Nothing was changed."))
    if round_.is_over:
        raise Refused(
            _(
                "The deadline has passed: %(deadline)s. Nothing was sent, and your text is still below. Ask "
                "the lead agency to extend the deadline, or send it your reply directly."
            )
            % {"deadline": round_.deadline}
        )


def _refuse_settled(round_: Round) -> None:
    if round_.withdrawn_at:
        raise Refused(_("This round has already been withdrawn."))
    if current_status(round_).outcome == Outcome.CLEARED:
        raise Refused(_("This version is cleared. Its round is closed and can no longer be changed."))
