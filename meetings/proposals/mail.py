"""What the verbs around a proposal share: its lock, its moves from one answer to another, its mail."""

from django.urls import reverse
from django.utils import formats, timezone

from agencies.models import User
from agencies.people.mail import tell_agency
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.recall import recall, recallable
from foundation.verbs import Refused
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

Answer = Proposal.Answer


def lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def lock_meeting(pk) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=pk)


def save(proposal: Proposal) -> Proposal:
    proposal.revision += 1
    proposal.save()
    return proposal


def check(proposal: Proposal, to: str, revision: int | None) -> None:
    """Refuses what the map does not hold, and what was decided on another state than it is in."""
    if to not in Proposal.TRANSITIONS[proposal.answer]:
        if to == Answer.NONE:
            raise Refused(f"There is no answer to take back: {what_happened(proposal)}.")
        if to == Answer.WITHDRAWN:
            raise Refused(f"It can no longer be withdrawn: {what_happened(proposal)}.")
        raise Refused(
            f"It is answered already: {what_happened(proposal)}. Open it again first if that is to change."
            if proposal.answer != Answer.WITHDRAWN
            else f"It waits for no answer any more: {what_happened(proposal)}."
        )
    if revision is not None and revision != proposal.revision:
        raise Refused(
            f"Somebody was faster, and nothing of yours was changed: {what_happened(proposal)}. Look at it "
            "as it is now, then decide."
        )


def move(
    proposal: Proposal, to: str, *, by: User, revision: int | None, reason: str = "", saved: bool = True
) -> None:
    check(proposal, to, revision)
    proposal.answer, proposal.answer_reason = to, reason
    proposal.answered_at, proposal.answered_by = clock.now(), by
    if saved:
        save(proposal)


def open_again(proposal: Proposal) -> None:
    proposal.answer, proposal.answer_reason = Answer.NONE, ""
    proposal.answered_at = proposal.answered_by = proposal.merged_into = proposal.item = None
    save(proposal)


def what_happened(proposal: Proposal) -> str:
    """The last thing that was done with it, by whom and when, without a full stop."""
    if proposal.answer == Answer.NONE:
        return "it was changed or opened again"
    who = proposal.answered_by.shown if proposal.answered_by else "somebody"
    did = {
        Answer.TAKEN_UP: "took it up",
        Answer.MERGED: "merged it",
        Answer.DEFERRED: "put it off",
        Answer.DECLINED: "declined it",
        Answer.WITHDRAWN: "withdrew it",
    }[proposal.answer]
    if proposal.answer == Answer.MERGED and proposal.merged_with:
        did = f"merged it with “{proposal.merged_with}”"
    if not proposal.answered_at:
        return f"{who} {did}"
    when = timezone.localtime(proposal.answered_at)
    return f"{who} {did} on {formats.date_format(when, 'j F')} at {when:%H:%M}"


def tell_answer(proposal: Proposal, verb: str, what: str, *, by: User) -> None:
    """The proposing agency, and those whose proposals were merged into it: in a minute, until which it can be
    taken back.
    """
    subject, batch = f"{what}: {proposal.title}", _batch_of(proposal)
    tell(proposal, verb, subject, by=by, batch=batch)
    for other in proposal.merged.select_related("proposed_by"):
        if other.proposed_by_id != proposal.proposed_by_id:
            tell(proposal, verb, subject, by=by, agency=other.proposed_by, other=other, batch=batch)


def recall_answer(proposal: Proposal) -> bool:
    """Keeps back what was to be told of its answer. Gives whether nobody has heard of that."""
    found = recallable(_batch_of(proposal))
    return bool(found) and not found.gone and not recall(found.batch).gone


def _batch_of(proposal: Proposal) -> str:
    """The name of what is told of the answer that it has."""
    return f"proposal-{proposal.pk}-{proposal.revision}"


def tell(proposal, verb: str, subject: str, *, by: User, agency=None, other=None, batch: str = "") -> None:
    tell_agency(
        agency or proposal.proposed_by,
        subject=subject,
        template=f"meetings/proposals/mail/proposal_{verb}.txt",
        context={
            "proposal": proposal,
            "other": other,
            "by": by,
            "address": address(reverse("proposals:proposal_detail", args=[proposal.pk])),
        },
        but=by,
        batch=batch,
    )
