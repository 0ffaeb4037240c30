"""The verbs around a meeting and its agenda; those of its minutes are in `minuting`.

Each locks the meeting's row first, so that of two people the second finds what the first has done.
"""

from django.db import transaction

from agencies.models import User
from foundation.dates import clock
from foundation.verbs import Refused, Stale
from meetings.agenda import order
from meetings.convening import undo
from meetings.invitations.actions import invitations
from meetings.invitations.mail import CALL, batch_of, changes_of, facts_of
from meetings.meeting.locks import locked, move, refuse_twin, saved
from meetings.meeting.models import Meeting
from meetings.minutes import adoption
from meetings.requests import actions as request_actions
from meetings.requests.models import MeetingRequest

# The meeting itself --------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(*, by: User, request: MeetingRequest | None = None, **what) -> Meeting:
    """A meeting that the chair, the troika and the secretariat see, and nobody else yet.

    Its agenda begins with the standing items. `request` is what somebody asked for: calling it answers that.
    """
    held = request_actions.hold(request) if request else None
    refuse_twin(Meeting(**what))
    meeting = Meeting.objects.create(
        **what, stage=Meeting.Stage.PLANNED, agenda_state=Meeting.Agenda.PRIVATE, revision=1
    )
    if held:
        request_actions.link(held, meeting)
    order.begin(meeting)
    adoption.put_on_agenda(meeting)
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
        return undo.tell_change(meeting, before=before, by=by)
    return saved(meeting)


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """From now on the members see it, and are invited."""
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.CALLED)
    if meeting.called_at:  # what their calendars have of it is older
        meeting.sequence += 1
        undo.forget_answers(meeting)
    meeting.called_at = clock.now()
    saved(meeting)
    if not meeting.is_over:
        invitations.tell_called(meeting, by=by)
    request_actions.answer_called(meeting, by=by, batch=batch_of(meeting, CALL))
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
        meeting = undo.tell_cancellation(meeting, reason=reason.strip(), by=by)
    else:
        if not was_called:
            request_actions.let_go(meeting)
        saved(meeting)
    adoption.pass_on()
    return meeting


@transaction.atomic
def plan_again(meeting: Meeting, *, by: User) -> Meeting:
    """Takes a cancellation back: the meeting is planned, with all that belonged to it."""
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.PLANNED)
    return saved(meeting)
