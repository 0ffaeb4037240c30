"""The verbs of clearance: a round opens, agencies reply, the deadline passes.

Every verb locks the row of the document first. A reply to a round that is over is late. Only the clock says
whether it is over.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from agencies.people.said import assists_office
from documents.clearance import late, mail, ways
from documents.clearance.models import Clearance, LateReply, Round
from documents.clearance.objections import refuse_objected
from documents.clearance.outcome_mail import tell_cleared_by_hand
from documents.clearance.outcomes import current_status, locked_round, move_on, settle, up_to_date
from documents.clearance.status import CLEARABLE
from documents.document.models import Document, DocumentVersion
from documents.document.states import Unseen, move, move_to_circulated
from foundation.dates import clock, hours, shown
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
    _refuse_not_in_work(document)
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
    if document.state in CLEARABLE | {Document.State.CLEARED}:
        document = move_to_circulated(document, by=by, version=version)
    opened.version.document = document
    mail.ask(opened, by=by, batch=mail.batch_of(opened))
    mail.tell_lead_opened(opened, by=by)
    return opened


@transaction.atomic
def reply(
    clearance: Clearance,
    *,
    reply: str,
    words: str = "",
    cleared_by: str = "",
    by: User,
    received_on: dt.date | None = None,
    by_link: bool = False,
) -> Clearance | LateReply:
    """Saves the reply of an agency. Tells the agency if somebody else entered it.

    After the deadline it is a late reply, on which the lead agency or the chair decides. `received_on` is the
    day of the e-mail from which somebody else entered it: what came in time is not late. An agency that no
    longer objects withdraws its objection, late or not. `cleared_by` names who cleared it in the
    principal's office, if the round asks for that level. `by_link` if it came by the link in a mail to `by`;
    that is confirmed by mail. Returns the clearance, or the late reply. Raises `Refused`; the page keeps what
    was typed.
    """
    clearance = _locked(clearance)
    round_ = clearance.round
    _refuse_withdrawn(round_)
    _refuse_replaced(round_)
    entered = clearance.agency_id not in own_agencies(by)
    _refuse_own(clearance, entered)
    words = words.strip()
    received_on = received_on if entered else None
    _refuse_wordless(reply, words, received_on)
    _refuse_day(received_on, round_)
    said: dict[str, Any] = {
        "reply": reply,
        "words": words,
        "entered": entered,
        "received_on": received_on,
        "by_link": by_link,
        "as_assistant": round_.asks_principals and not entered and assists_office(by, clearance.agency),
    }
    clearance.link_of = by if by_link else None
    said_before = _said(clearance)
    if round_.is_over and not _is_in_time(received_on, round_):
        if clearance.objects_to_it and reply in (Reply.FINE, Reply.NOT_CONCERNED) and not entered:
            return ways.withdraw_objection(clearance, by=by, by_link=by_link)
        return late.receive(clearance, **said, by=by)
    cleared_by = cleared_by.strip()[:NAME] if round_.asks_principals else ""
    keep(clearance, **said, cleared_by=cleared_by, replied_at=clock.now(), replied_by=by, withdrawn_at=None)
    if entered:
        mail.tell_entered(clearance, by=by)
    if by_link and _said(clearance) != said_before:
        mail.confirm_said_by_link(clearance, by=by)
    if round_.is_over:
        late.apply(clearance, by=by)
    else:
        move_on(round_.version.document, by=by)
        if reply not in (Reply.FINE, Reply.NOT_CONCERNED):
            mail.tell_lead_of_reply(clearance, by=by)
    return clearance


@transaction.atomic
def take_back(clearance: Clearance, *, by: User, by_link: bool = False) -> Clearance:
    """Removes the reply of an agency, as if it had not replied; after the deadline, only a late one.

    What is removed by the link in a mail is confirmed by mail.

    Returns the clearance. Raises `Refused`.
    """
    clearance = _locked(clearance)
    _refuse_withdrawn(clearance.round)
    entered = clearance.agency_id not in own_agencies(by)
    _refuse_own(clearance, entered)
    if clearance.round.is_over:
        late.remove(clearance)
        if by_link:
            mail.confirm_said_by_link(clearance, by=by)
        return clearance
    said = clearance.reply
    clearance.link_of = by if by_link else None
    keep(
        clearance,
        reply="",
        words="",
        cleared_by="",
        replied_at=None,
        replied_by=None,
        entered=False,
        received_on=None,
        withdrawn_at=None,
        by_link=False,
        as_assistant=False,
    )
    if said and entered:
        mail.tell_entered(clearance, by=by)
    if said and by_link:
        mail.confirm_said_by_link(clearance, by=by)
    return clearance


def _said(clearance: Clearance) -> tuple:
    """Returns what was said and how, to see whether it changed."""
    names = ("reply", "words", "cleared_by", "replied_by_id", "by_link", "withdrawn_at")
    return tuple(getattr(clearance, name) for name in names)


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
    late.in_time_now(round_, by=by)
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
def accept(round_: Round, *, by: User, sentence: str) -> Round:
    """Clears the version after a round with comments, with the text as it is.

    `sentence` says why, and is kept; everybody who was asked is told. Returns the round. Raises `Refused`.
    """
    round_ = locked_round(round_)
    status = current_status(round_)
    if status.outcome != Outcome.REMARKS:
        raise Refused(_("There are no comments left to settle in this round."))
    document = round_.version.document
    refuse_objected(document)
    late.refuse_undecided(document)
    sentence = refuse_silent(sentence)
    for row in status.silent:
        keep(row.clearance, silent_consent=bool(row.agrees))
    keep(round_, outcome=Outcome.CLEARED, written_at=clock.now())
    move_on(document, by=by, note=sentence)
    tell_cleared_by_hand(document, sentence=sentence, key=f"accepted-{round_.pk}-{document.revision}", by=by)
    return round_


@transaction.atomic
def clear_by_hand(
    document: Document, *, by: User, sentence: str, version: DocumentVersion | None = None
) -> Document:
    """Records that a document is cleared without a round, or with the comments of its last round unsettled.

    `document` is up to date and locked. `sentence` says how the agencies agreed: it is kept, and everybody
    who was asked is told. Returns the document. Raises `Refused` while an objection stands, while a round is
    open, and if the last round on this version ended without agreement.
    """
    _refuse_not_in_work(document)
    refuse_objected(document)
    refuse_while_asked(document)
    late.refuse_undecided(document)
    last = Round.objects.valid().filter(version__document=document).first()
    if last and last.version == document.current and last.outcome == Outcome.REMARKS:
        return accept(last, by=by, sentence=sentence).version.document
    if last and last.version == document.current and last.outcome == Outcome.NOT_CLEARED:
        raise Refused(
            _(
                "The clearance of version %(number)s ended without agreement. Enter a reply that is missing, "
                "extend the deadline, or change the text and ask again."
            )
            % {"number": last.version.number}
        )
    sentence = refuse_silent(sentence)
    document = move(document, Document.State.CLEARED, by=by, version=version, note=sentence)
    tell_cleared_by_hand(document, sentence=sentence, key=f"cleared-{document.revision}", by=by)
    return document


def refuse_while_asked(document: Document) -> None:
    """Raises `Refused` while a round is open: the agencies can still object."""
    last = Round.objects.running().filter(version__document=document).first()
    if last:
        raise Refused(
            _(
                "Agencies can still reply to the clearance of version %(number)s until %(deadline)s. Wait "
                "until then, close the round once all have replied, or withdraw it."
            )
            % {"number": last.version.number, "deadline": last.deadline}
        )


def refuse_silent(sentence: str) -> str:
    """Returns the sentence, trimmed. Raises `Refused` if there is none."""
    sentence = sentence.strip()
    if not sentence:
        raise Refused(
            _(
                "Say in a sentence how the agencies agreed, for example “Agreed by telephone with all "
                "members on 3 May”. Everybody who was asked will read it."
            )
        )
    return sentence


def _locked(clearance: Clearance) -> Clearance:
    up_to_date(clearance.round.version.document)
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


def _refuse_not_in_work(document: Document) -> None:
    if document.is_public:
        raise Refused(
            _("This document is public. Remove it from the library first, or create a new edition.")
        )
    if document.state == Document.State.DROPPED:
        raise Refused(_("This document was dropped. Take it up again first."))


def _refuse_past(until: dt.datetime, timezone: str) -> None:
    if until <= clock.now():
        raise Refused(
            _("%(deadline)s has passed. Choose a later date.") % {"deadline": hours.deadline(until, timezone)}
        )


def _refuse_wordless(reply: str, words: str, received_on: dt.date | None) -> None:
    if reply not in Reply.values:
        raise Refused(_("Choose a reply."))
    if words:
        return
    if received_on:
        raise Refused(_("Please copy the text of the e-mail below. The agency and the others will read it."))
    if reply in Clearance.IN_NEED_OF_WORDS:
        raise Refused(
            _("Please write your comments. The lead agency needs to know what should change.")
            if reply == Reply.BUT
            else _("Please explain the objection. The lead agency needs to know the reason.")
        )


def _refuse_day(received_on: dt.date | None, round_: Round) -> None:
    """Refuses the day of an e-mail that cannot be right."""
    if received_on and received_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day on which the e-mail came. Your text is still below.")
            % {"day": shown.day(received_on)}
        )
    if received_on and received_on < clock.day_of(round_.opened_at):
        raise Refused(
            _(
                "The agencies were asked on %(day)s. Enter the day on which the e-mail came. Your text is "
                "still below."
            )
            % {"day": shown.day(clock.day_of(round_.opened_at))}
        )


def _is_in_time(received_on: dt.date | None, round_: Round) -> bool:
    """Whether an e-mail of that day came by the deadline. On the last day it counts as in time."""
    return (
        received_on is not None and received_on <= round_.until.astimezone(ZoneInfo(round_.timezone)).date()
    )


def _refuse_withdrawn(round_: Round) -> None:
    if round_.withdrawn_at:
        raise Refused(_("This round was withdrawn, so it takes no more replies. Nothing was changed."))


def is_replaced(round_: Round) -> bool:
    """Whether the round is over and another one came after it: replies go to that one."""
    later = Round.objects.valid().filter(
        version__document=round_.version.document_id, opened_at__gt=round_.opened_at
    )
    return round_.is_over and later.exists()


def _refuse_replaced(round_: Round) -> None:
    if is_replaced(round_):
        raise Refused(
            _(
                "Another round on this document has been opened since. Please reply to that one. Nothing was "
                "sent, and your text is still below."
            )
        )


def _refuse_over(round_: Round) -> None:
    _refuse_withdrawn(round_)
    if round_.is_over:
        raise Refused(_("The deadline has passed: %(deadline)s.") % {"deadline": round_.deadline})


def _refuse_settled(round_: Round) -> None:
    if round_.withdrawn_at:
        raise Refused(_("This round has already been withdrawn."))
    if current_status(round_).outcome == Outcome.CLEARED:
        raise Refused(_("This version is cleared. Its round is closed and can no longer be changed."))
