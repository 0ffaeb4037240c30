"""What the verbs of proposals share: locks, and the moves from one answer to another."""

from django.utils.translation import gettext as _

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
            said = _("There is no answer to undo. %(what_happened)s")
        elif to == Answer.WITHDRAWN:
            said = _("This topic can no longer be withdrawn. %(what_happened)s")
        elif proposal.answer != Answer.WITHDRAWN:
            said = _(
                "This topic already has an answer. %(what_happened)s Reopen it first to change the answer."
            )
        else:
            said = _("This topic no longer awaits an answer. %(what_happened)s")
        raise Refused(said % {"what_happened": what_happened(proposal)})
    if revision is not None and revision != proposal.revision:
        raise Refused(
            _(
                "Somebody else was faster, so nothing was changed. %(what_happened)s Check the topic as it "
                "is now, then decide."
            )
            % {"what_happened": what_happened(proposal)}
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
