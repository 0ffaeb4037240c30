"""What the verbs of proposals share: locks, and the moves from one answer to another."""

from agencies.models import User
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.meeting.models import Meeting
from meetings.proposals.history import what_happened
from meetings.proposals.models import Proposal

Answer = Proposal.Answer


def lock(proposal: Proposal) -> Proposal:
    """Returns the current proposal, with its row locked."""
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def lock_meeting(pk: int) -> Meeting:
    """Returns the current meeting, with its row locked."""
    return Meeting.objects.select_for_update().get(pk=pk)


def save(proposal: Proposal) -> Proposal:
    """Saves the proposal with a new revision. Returns it."""
    proposal.revision += 1
    proposal.save()
    return proposal


def check(proposal: Proposal, to: str, revision: int | None) -> None:
    """Raises `Refused` if that answer cannot follow, or if somebody has changed the proposal since
    `revision`.
    """
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
    """Gives the proposal an answer, or raises `Refused`. With `saved=False` the caller saves it."""
    check(proposal, to, revision)
    proposal.answer, proposal.answer_reason = to, reason
    proposal.answered_at, proposal.answered_by = clock.now(), by
    if saved:
        save(proposal)


def open_again(proposal: Proposal) -> None:
    """Removes the answer and saves, so that the proposal waits for an answer again."""
    proposal.answer, proposal.answer_reason = Answer.NONE, ""
    proposal.answered_at = proposal.answered_by = proposal.merged_into = proposal.item = None
    save(proposal)
