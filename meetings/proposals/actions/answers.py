"""The verbs with which the chair answers a proposal. Every proposal gets an answer.

A verb that changes an agenda locks the meeting's row first, then the proposals in the order of their keys. So
if two people act at once, the second sees what the first has done.
"""

from django.db import transaction
from django.db.models import ProtectedError

from agencies.models import User
from foundation.verbs import Refused
from meetings.agenda.actions import put_on, take_off
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting
from meetings.proposals.history import what_happened
from meetings.proposals.mail import recall_answer, tell_answer
from meetings.proposals.models import Proposal
from meetings.proposals.states import check, lock, lock_meeting, move, open_again, save

Answer = Proposal.Answer


@transaction.atomic
def take_up(proposal: Proposal, *, meeting: Meeting, by: User, revision: int | None = None) -> AgendaItem:
    """Accepts a proposal: adds it to the meeting's agenda, before the closing items.

    Returns the new item. Raises `Refused`.
    """
    meeting = lock_meeting(meeting.pk)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused("This meeting is cancelled. Take the proposal up for another one.")
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand. Take the proposal up for one that is ahead.")
    proposal = lock(proposal)
    move(proposal, Answer.TAKEN_UP, by=by, revision=revision, saved=False)
    item = AgendaItem(
        meeting=meeting,
        title=proposal.title,
        summary=proposal.reason,
        asked=proposal.asked,
        proposed_by_id=proposal.proposed_by_id,
    )
    put_on(meeting, item)
    item.purposes.set(proposal.purposes.all())
    proposal.item, proposal.meeting = item, meeting
    save(proposal)
    tell_answer(proposal, "taken_up", "Taken up", by=by)
    return item


@transaction.atomic
def merge(
    proposal: Proposal,
    *,
    into: Proposal | AgendaItem,
    by: User,
    revision: int | None = None,
    at: Meeting | None = None,
) -> Proposal:
    """Merges a proposal with another one, or with an agenda item. Returns it. Raises `Refused`.

    `at` is the meeting whose agenda the chair is working on.
    """
    item = into if isinstance(into, AgendaItem) else AgendaItem.objects.filter(proposals=into.pk).first()
    if item is not None:
        lock_meeting(item.meeting_id)
        item = AgendaItem.objects.filter(pk=item.pk).first()
    if isinstance(into, AgendaItem):
        if item is None:
            raise Refused("That item was taken off the agenda meanwhile. Choose another.")
        proposal, other = lock(proposal), None
    else:
        proposal, other = _lock_both(proposal, into, revision)
        if other.item_id != (item and item.pk):
            raise Refused(f"Somebody was faster with “{other}”. Look at it as it is now, then decide.")
    move(proposal, Answer.MERGED, by=by, revision=revision, saved=False)
    proposal.merged_into, proposal.item = other, item
    proposal.meeting = at or (item and item.meeting) or proposal.meeting
    save(proposal)
    tell_answer(proposal, "merged", "Merged", by=by)
    return proposal


def _lock_both(proposal: Proposal, into: Proposal, revision: int | None) -> tuple[Proposal, Proposal]:
    """Locks the two in the order of their keys, so that two people who merge them in opposite directions do
    not wait for each other.

    A proposal that already has an answer is refused before the second lock. Whoever withdraws the other one
    may hold that lock and wait for this proposal.
    """
    if into.pk == proposal.pk:
        raise Refused("A proposal cannot be merged with itself. Choose another.")
    found = {}
    for one in sorted((proposal, into), key=lambda one: one.pk):
        found[one.pk] = lock(one)
        if one.pk == proposal.pk:
            check(found[one.pk], Answer.MERGED, revision)
    other = found[into.pk]
    if not (other.is_undecided or other.answer == Answer.TAKEN_UP):
        raise Refused(f"“{other}” is not open: {what_happened(other)}. Choose another to merge with.")
    return found[proposal.pk], other


@transaction.atomic
def defer(
    proposal: Proposal,
    *,
    by: User,
    reason: str,
    meeting: Meeting | None = None,
    revision: int | None = None,
    at: Meeting | None = None,
) -> Proposal:
    """Defers a proposal to `meeting`, or to the next one, where it waits for an answer again.

    `at` is the meeting whose agenda the chair is working on. Returns the proposal. Raises `Refused`.
    """
    reason = _a_sentence(reason, "why it has to wait")
    proposal = lock(proposal)
    before = at or _ahead(proposal.meeting) or Meeting.objects.ahead().first()
    if meeting is not None:
        if meeting == before:
            raise Refused("It would wait for the same meeting. Choose a later one, or none.")
        if not _ahead(meeting):
            raise Refused("That meeting is cancelled or over. Choose one that is ahead, or none.")
    move(proposal, Answer.DEFERRED, by=by, revision=revision, reason=reason, saved=False)
    proposal.deferred_from, proposal.meeting = before, meeting
    save(proposal)
    tell_answer(proposal, "deferred", "Put off", by=by)
    return proposal


@transaction.atomic
def decline(
    proposal: Proposal, *, by: User, reason: str, revision: int | None = None, at: Meeting | None = None
) -> Proposal:
    """Declines a proposal. Its agency reads the reason. Returns it. Raises `Refused`."""
    reason = _a_sentence(reason, "why it is declined")
    proposal = lock(proposal)
    move(proposal, Answer.DECLINED, by=by, revision=revision, reason=reason, saved=False)
    proposal.meeting = at or proposal.meeting
    save(proposal)
    tell_answer(proposal, "declined", "Declined", by=by)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, by: User, revision: int | None = None) -> Proposal:
    """Undoes an answer. Takes the item off the agenda if nobody has worked on it since; else raises
    `Refused`.

    Returns the proposal. If the answer was not mailed yet, this is not mailed either.
    """
    if proposal.item:
        lock_meeting(proposal.item.meeting_id)
    proposal = lock(proposal)
    check(proposal, Answer.NONE, revision)
    item, taken_up = proposal.item, proposal.answer == Answer.TAKEN_UP
    unheard = recall_answer(proposal)
    if proposal.answer == Answer.DEFERRED:
        proposal.meeting, proposal.deferred_from = proposal.deferred_from, None
    open_again(proposal)
    if taken_up and item is not None:
        for other in proposal.merged.select_for_update().filter(item=item):
            other.item = None
            save(other)
        _remove(item, by=by)
    if not unheard:
        tell_answer(proposal, "reopened", "Waits again", by=by)
    return proposal


def _remove(item: AgendaItem, *, by: User) -> None:
    used = item.minutes or any(
        rows.exists() for rows in (item.decisions, item.actions, item.comments, item.proposals)
    )
    if used or item.revision:
        raise Refused(
            f"“{item}” was worked on since it came on the agenda, and that would be lost. Take it off on the "
            "page of the agenda; the proposal waits again then."
        )
    try:
        take_off(item, by=by)
    except ProtectedError:
        raise Refused(f"“{item}” carries papers. Take it off on the page of the agenda.") from None


def _a_sentence(reason: str, of_what: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(f"Say in a sentence {of_what}: the agency that proposed it reads it.")
    return reason


def _ahead(meeting: Meeting | None) -> Meeting | None:
    return meeting if meeting and Meeting.objects.ahead().filter(pk=meeting.pk).exists() else None
