"""Replies that came after the deadline. The lead agency or the chair decides what becomes of each.

Until then they change nothing. They are called with the document locked, or lock it themselves.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from documents.clearance import mail
from documents.clearance.models import Clearance, LateReply, Round
from documents.clearance.outcome_mail import tell_asked
from documents.clearance.outcomes import current_status, locked_round, settle_again, up_to_date
from documents.document.models import Document
from foundation.dates import clock
from foundation.verbs import Refused, keep

Decision = LateReply.Decision
SAME = ("reply", "words", "entered", "received_on", "by_link", "as_assistant")


def undecided(clearance: Clearance) -> LateReply | None:
    """Returns the late reply on which nobody has decided; None if there is none."""
    return clearance.late_replies.select_related("by").filter(decision="").first()


def receive(
    clearance: Clearance,
    *,
    reply: str,
    words: str,
    entered: bool,
    received_on: dt.date | None,
    by_link: bool,
    as_assistant: bool,
    by: User,
) -> LateReply:
    """Saves a late reply, in place of one on which nobody has decided. Tells who decides. Returns it."""
    found = undecided(clearance) or LateReply(clearance=clearance)
    if entered and found.pk and not found.entered:
        raise Refused(
            _(
                "%(agency)s has sent a late reply itself: %(reply)s. Only its own people can change that "
                "reply. Nothing was changed, and your text is still below."
            )
            % {"agency": clearance.agency, "reply": found.get_reply_display()}
        )
    found.clearance = clearance
    said_before = (found.reply, found.words, found.by_id, found.by_link)
    said = {"reply": reply, "words": words, "entered": entered, "received_on": received_on}
    found.link_of = by if by_link else None
    keep(found, **said, by_link=by_link, as_assistant=as_assistant, at=clock.now(), by=by)
    if by_link and said_before != (found.reply, found.words, found.by_id, found.by_link):
        mail.confirm_said_by_link(found, by=by)
    if entered:
        mail.tell_entered(found, by=by)
    mail.tell_late(found, by=by)
    return found


def refuse_undecided(document: Document) -> None:
    """Raises `Refused` while nobody has decided on a late reply to the last round: it may be an objection."""
    last = Round.objects.valid().filter(version__document=document).select_related("version").first()
    waiting = LateReply.objects.filter(decision="", clearance__round=last).select_related("clearance__agency")
    if last and (late := waiting.first()):
        raise Refused(
            _(
                "%(agency)s replied late to the clearance of version %(number)s: %(reply)s. Decide first, on "
                "the page of the clearance, whether to take this reply into account."
            )
            % {
                "agency": late.clearance.agency,
                "number": last.version.number,
                "reply": late.get_reply_display(),
            }
        )


def remove(clearance: Clearance) -> None:
    """Removes the late reply of an agency on which nobody has decided. Raises `Refused` if there is none."""
    found = undecided(clearance)
    if found is None:
        raise Refused(
            _(
                "The deadline has passed: %(deadline)s. A reply can no longer be removed, but it can be "
                "changed."
            )
            % {"deadline": clearance.round.deadline}
        )
    found.delete()


def in_time_now(round_: Round, *, by: User) -> None:
    """Counts the late replies that nobody has decided on, as the deadline of their round is extended."""
    for one in LateReply.objects.select_related("clearance").filter(clearance__round=round_, decision=""):
        _count(one, by)


@transaction.atomic
def count(late: LateReply, *, by: User) -> LateReply:
    """Takes a late reply into account: it becomes the reply, and the outcome is computed with it.

    Everybody who was asked is told. Returns it. Raises `Refused`.
    """
    late = _locked(late)
    _count(late, by)
    apply(late.clearance, by=by)
    return late


@transaction.atomic
def note(late: LateReply, *, by: User, sentence: str) -> LateReply:
    """Notes a late reply without a change of the outcome. `sentence` says why; the agency is told.

    Returns it. Raises `Refused`.
    """
    late = _locked(late)
    sentence = sentence.strip()
    if not sentence:
        raise Refused(
            _("Say in a sentence why it is noted only. %(agency)s will read it.")
            % {"agency": late.clearance.agency}
        )
    keep(late, decision=Decision.NOTED, decided_at=clock.now(), decided_by=by, note=sentence)
    mail.tell_noted(late, by=by)
    return late


def apply(clearance: Clearance, *, by: User) -> None:
    """Computes the outcome with a reply that changed after the deadline, and tells whoever was asked."""
    round_ = clearance.round
    before = current_status(round_).words
    status = settle_again(round_, by=by, changed=clearance)
    tell_asked(
        round_.version.document,
        key=f"counted-{clearance.pk}-{clearance.replied_at:%Y%m%d%H%M%S}",
        what=status.words,
        said=_(
            "The reply of %(agency)s to the clearance of “%(document)s”, version %(number)s, is taken into "
            "account: %(reply)s. The clearance was “%(before)s” and is now “%(outcome)s”."
        )
        % {
            "agency": clearance.agency,
            "document": round_.version.document,
            "number": round_.version.number,
            "reply": clearance.get_reply_display(),
            "before": before,
            "outcome": status.words,
        },
        words=clearance.words,
        by=by,
    )


def _count(late: LateReply, by: User) -> None:
    said = {name: getattr(late, name) for name in SAME}
    keep(late.clearance, **said, replied_at=late.at, replied_by=late.by, withdrawn_at=None)
    keep(late, decision=Decision.COUNTED, decided_at=clock.now(), decided_by=by)


def _locked(late: LateReply) -> LateReply:
    """Returns the late reply with its clearance and round, locked. Raises `Refused` if it is decided."""
    round_ = Round.objects.select_related("version__document").get(clearances__late_replies=late)
    up_to_date(round_.version.document)
    round_ = locked_round(round_)
    if round_.withdrawn_at:
        raise Refused(_("This round was withdrawn. Nothing was changed."))
    found = LateReply.objects.select_for_update(of=["self"]).filter(pk=late.pk).first()
    if found is None or found.decision:
        raise Refused(_("This reply was decided on already, or it was removed. Nothing was changed."))
    found.clearance = Clearance.objects.select_related("agency").get(pk=found.clearance_id)
    found.clearance.round = round_
    return found
