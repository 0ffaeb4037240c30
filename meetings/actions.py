"""The verbs around a meeting and its agenda; those of its minutes are in `minuting`.

Each locks the meeting's row first, so that of two people the second finds what the first has done.
"""

from auditlog.models import LogEntry
from django.db import transaction

from agencies.models import User
from chairmanship.actions import make_drafts_anew
from foundation import clock
from foundation.verbs import Refused, Stale
from meetings import adopting, arranging, hosting, inviting, publishing, requesting, unsent
from meetings.announcing import CALL, batch_of, changes_of, facts_of
from meetings.models import AgendaItem, Meeting, MeetingRequest, Proposal
from meetings.moving import locked, locked_item, move, next_position, refuse_twin, saved
from meetings.proposal_moves import open_again, tell_answer

__all__ = ["Refused", "Stale"]


# The meeting itself --------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(*, by: User, request: MeetingRequest | None = None, **what) -> Meeting:
    """A meeting that the chair, the troika and the secretariat see, and nobody else yet.

    Its agenda begins with the standing items. `request` is what somebody asked for: calling it answers that.
    """
    held = requesting.hold(request) if request else None
    refuse_twin(Meeting(**what))
    meeting = Meeting.objects.create(
        **what, stage=Meeting.Stage.PLANNED, agenda_state=Meeting.Agenda.PRIVATE, revision=1
    )
    if held:
        requesting.link(held, meeting)
    arranging.begin(meeting)
    adopting.put_on_agenda(meeting)
    return meeting


@transaction.atomic
def call_at_once(*, by: User, request: MeetingRequest | None = None, **what) -> Meeting:
    """Plans and calls it in one go: ad hoc, unless something else is said."""
    what["kind"] = what.get("kind") or Meeting.Kind.AD_HOC
    return call_meeting(plan_meeting(by=by, request=request, **what), by=by)


@transaction.atomic
def change_meeting(meeting: Meeting, *, changes: dict, revision: int, by: User) -> Meeting:
    """Raises `Stale` when somebody changed it since that revision.

    Everybody invited is told what is another than before, and asked anew whether they come at another hour.
    """
    meeting = locked(meeting)
    if meeting.revision != revision:
        raise Stale(meeting)
    before = facts_of(meeting)
    was_over = meeting.is_over
    for name, value in changes.items():
        setattr(meeting, name, value)
    refuse_twin(meeting)
    is_told = meeting.stage == Meeting.Stage.CALLED and not (was_over and meeting.is_over)
    if is_told and changes_of(before, meeting):
        return unsent.tell_change(meeting, before=before, by=by)
    return saved(meeting)


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """From now on the members see it, and are invited."""
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.CALLED)
    if meeting.called_at:  # what their calendars have of it is older
        meeting.sequence += 1
        unsent.forget_answers(meeting)
    meeting.called_at = clock.now()
    saved(meeting)
    if not meeting.is_over:
        inviting.tell_called(meeting, by=by)
    requesting.answer_called(meeting, by=by, batch=batch_of(meeting, CALL))
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str = "") -> Meeting:
    """Everybody invited is told, with the reason where there is one.

    Minutes that it was to adopt wait for the next meeting of that level, which gets the item.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand, so it was held and cannot be cancelled.")
    was_called, over = meeting.stage == Meeting.Stage.CALLED, meeting.is_over
    move(meeting, "stage", Meeting.Stage.CANCELLED)
    if was_called and not over:
        meeting = unsent.tell_cancellation(meeting, reason=reason.strip(), by=by)
    else:
        if not was_called:
            requesting.let_go(meeting)
        saved(meeting)
    adopting.pass_on()
    return meeting


@transaction.atomic
def plan_again(meeting: Meeting, *, by: User) -> Meeting:
    """Takes a cancellation back: the meeting is planned, with all that belonged to it."""
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.PLANNED)
    return saved(meeting)


# The agenda ----------------------------------------------------------------------------------------


def _refuse_settled(meeting: Meeting) -> None:
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand, so that its agenda stays as it is.")


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **what) -> AgendaItem:
    """At the end of the agenda, before what closes it."""
    meeting = locked(meeting)
    _refuse_settled(meeting)
    return put_on(meeting, AgendaItem(meeting=meeting, **what))


def put_on(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Keeps a new item before what closes the agenda. To be called under the meeting's lock."""
    items = list(meeting.agenda.all())
    item.position = next_position(meeting.agenda)
    if meeting.agenda_is_out:
        item.changed_at = clock.now()
    item.save()
    items.insert(arranging.place_for_new(items), item)
    arranging.keep(meeting, items)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, changes: dict, revision: int, by: User) -> AgendaItem:
    """Closed to some of its readers, it leaves the drafts of handover reports. Raises `Stale` when somebody
    changed it since that revision."""
    item = locked_item(item)
    _refuse_settled(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    if changes.get("restricted", item.restricted) != item.restricted:
        make_drafts_anew()
    purposes = changes.get("purposes")
    for name, value in changes.items():
        if name != "purposes":
            setattr(item, name, value)
    if purposes is not None:
        item.purposes.set(purposes)
    if item.meeting.agenda_is_out:
        item.changed_at = clock.now()
    return saved(item)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> int:
    """Takes it off the agenda. The proposals that led to it, and those merged with it, wait again.

    Gives the number of those that wait again by themselves. Their agencies are told.
    """
    item = locked_item(item)
    _refuse_settled(item.meeting)
    if item.papers.exists():
        raise Refused(f"“{item}” has papers, which would be lost with it. Take those away first.")
    if item.minutes or item.decisions.exists() or item.actions.exists() or item.comments.exists():
        raise Refused(
            f"“{item}” carries minutes, decisions, actions or comments, which would be lost with it. Take "
            "those away first, or leave it on the agenda and say in its text that it was not taken up."
        )
    hosting.let_go_of(item)
    waiting = 0
    for proposal in Proposal.objects.select_for_update().filter(item=item).order_by("pk"):
        if proposal.merged_into_id:  # it goes on waiting with the one that it was merged into
            proposal.item = None
            saved(proposal)
        else:
            open_again(proposal)
            tell_answer(proposal, "reopened", "Waits again", by=by)
            waiting += 1
    item.purposes.clear()
    item.delete()
    if item.kind == AgendaItem.Kind.MINUTES:  # it does not come back by itself
        item.meeting.without_adoption = True
        item.meeting.save(update_fields=["without_adoption"])
    return waiting


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: User) -> list[AgendaItem]:
    """Puts it at that place, counted from nought and kept within the agenda, with the parts that it has.

    Gives the items in order.
    """
    item = locked_item(item)
    _refuse_settled(item.meeting)
    items = list(item.meeting.agenda.all())
    before = items.index(item)
    items = arranging.moved(items, item, to)
    to = items.index(item)
    if before == to:
        return items
    arranging.keep(item.meeting, items)
    LogEntry.objects.log_create(
        item, action=LogEntry.Action.UPDATE, changes={"position": [str(before), str(to)]}
    )
    return items


@transaction.atomic
def publish_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """Shows the members the provisional agenda, and tells them."""
    meeting = locked(meeting)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused("This meeting is cancelled. Plan it again first.")
    if meeting.stage == Meeting.Stage.PLANNED:
        raise Refused("The members do not know of this meeting yet. Call it first, then publish its agenda.")
    move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)
    meeting.published_at = clock.now()
    saved(meeting)
    if not meeting.is_over:
        publishing.tell_published(meeting, by=by)
    return meeting


@transaction.atomic
def adopt_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """As the Group does at the start of its meeting."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}: it must be called before its agenda is adopted.")
    move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    return saved(meeting)
