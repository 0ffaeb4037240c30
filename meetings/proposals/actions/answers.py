"""The verbs with which the chair answers a proposal. Every proposal gets an answer.

A verb that changes an agenda locks the meeting's row first, then the proposals in the order of their keys. So
if two people act at once, the second sees what the first has done.
"""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.verbs import Refused
from meetings.agenda.actions import add_version, put_on, take_off
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Restricted
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
        raise Refused(_("This meeting is cancelled. Accept the topic for another meeting."))
    if meeting.minutes_stand:
        raise Refused(
            _("The minutes of this meeting are already adopted. Accept the topic for an upcoming meeting.")
        )
    proposal = lock(proposal)
    move(proposal, Answer.TAKEN_UP, by=by, revision=revision, saved=False)
    item = AgendaItem(
        meeting=meeting,
        title=proposal.title,
        summary=proposal.reason,
        asked=proposal.asked,
        proposed_by_id=proposal.proposed_by_id,
        document_id=proposal.document_id,
        restricted=Restricted.MEMBERS if proposal.document_id else Restricted.EVERYBODY,
    )
    put_on(meeting, item)
    add_version(item, by=by)
    item.purposes.set(proposal.purposes.all())
    proposal.item, proposal.meeting = item, meeting
    save(proposal)
    tell_answer(proposal, "taken_up", by=by)
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
            raise Refused(_("That item has just been removed from the agenda. Choose another."))
        proposal, other = lock(proposal), None
    else:
        proposal, other = _lock_both(proposal, into, revision)
        if other.item_id != (item and item.pk):
            raise Refused(
                _("Somebody else has just changed “%(topic)s”. Check it as it is now, then decide.")
                % {"topic": other}
            )
    move(proposal, Answer.MERGED, by=by, revision=revision, saved=False)
    proposal.merged_into, proposal.item = other, item
    proposal.meeting = at or (item and item.meeting) or proposal.meeting
    save(proposal)
    tell_answer(proposal, "merged", by=by)
    return proposal


def _lock_both(proposal: Proposal, into: Proposal, revision: int | None) -> tuple[Proposal, Proposal]:
    """Locks the two in the order of their keys, so that two people who merge them in opposite directions do
    not wait for each other.

    A proposal that already has an answer is refused before the second lock. Whoever withdraws the other one
    may hold that lock and wait for this proposal.
    """
    if into.pk == proposal.pk:
        raise Refused(_("A topic cannot be merged with itself. Choose another."))
    found = {}
    for one in sorted((proposal, into), key=lambda one: one.pk):
        found[one.pk] = lock(one)
        if one.pk == proposal.pk:
            check(found[one.pk], Answer.MERGED, revision)
    other = found[into.pk]
    if not (other.is_undecided or other.answer == Answer.TAKEN_UP):
        raise Refused(
            _("“%(topic)s” is no longer open. %(what_happened)s Choose another topic to merge with.")
            % {"topic": other, "what_happened": what_happened(other)}
        )
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
    reason = _given(reason)
    proposal = lock(proposal)
    before = at or _ahead(proposal.meeting) or Meeting.objects.ahead().first()
    if meeting is not None:
        if meeting == before:
            raise Refused(_("That is the meeting it is deferred from. Choose a later one, or none."))
        if not _ahead(meeting):
            raise Refused(_("That meeting is cancelled or over. Choose an upcoming one, or none."))
    move(proposal, Answer.DEFERRED, by=by, revision=revision, reason=reason, saved=False)
    proposal.deferred_from, proposal.meeting = before, meeting
    save(proposal)
    tell_answer(proposal, "deferred", by=by)
    return proposal


@transaction.atomic
def decline(
    proposal: Proposal, *, by: User, reason: str, revision: int | None = None, at: Meeting | None = None
) -> Proposal:
    """Declines a proposal. Its agency reads the reason. Returns it. Raises `Refused`."""
    reason = _given(reason)
    proposal = lock(proposal)
    move(proposal, Answer.DECLINED, by=by, revision=revision, reason=reason, saved=False)
    proposal.meeting = at or proposal.meeting
    save(proposal)
    tell_answer(proposal, "declined", by=by)
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
        tell_answer(proposal, "reopened", by=by)
    return proposal


def _remove(item: AgendaItem, *, by: User) -> None:
    used = item.minutes or any(
        rows.exists() for rows in (item.decisions, item.actions, item.comments, item.proposals)
    )
    if used or item.revision:
        raise Refused(
            _(
                "“%(item)s” has been worked on since it was added to the agenda, and that would be lost. "
                "Remove it on the agenda page instead; the topic then awaits an answer again."
            )
            % {"item": item}
        )
    try:
        take_off(item, by=by)
    except ProtectedError:
        raise Refused(
            _("“%(item)s” has papers. Remove it on the agenda page instead.") % {"item": item}
        ) from None


def _given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(_("Give a short reason. The agency that proposed the topic will read it."))
    return reason


def _ahead(meeting: Meeting | None) -> Meeting | None:
    return meeting if meeting and Meeting.objects.ahead().filter(pk=meeting.pk).exists() else None
