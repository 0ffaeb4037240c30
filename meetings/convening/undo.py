"""Undo for the mails to those invited, which go out after a minute. Further changes until then join the same
mail.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.mail.recall import recall, recallable
from foundation.verbs import Refused
from meetings.invitations.actions import invitations
from meetings.invitations.mail import (
    ANNOUNCED,
    CALL,
    CANCEL,
    MOVE,
    batch_of,
    changes_of,
    guests,
    is_moved,
    is_news,
    tell_cancelled,
    tell_moved,
)
from meetings.meeting.locks import locked, refuse_twin, save
from meetings.meeting.models import Meeting
from meetings.requests import actions as request_actions

ANSWERED = ("reply", "represented_by", "replied_at", "replied_by_id", "by_link", "as_assistant")
UNANSWERED = {
    **{"reply": "", "represented_by": "", "replied_at": None, "replied_by_id": None},
    **{"by_link": False, "as_assistant": False},
}


def _stopped(meeting: Meeting, what: str) -> bool:
    """Stops these mails if none has gone out yet. Returns whether none had."""
    return is_news(meeting, what) and not recall(batch_of(meeting, what)).gone


# Verbs of the meeting, under its lock -------------------------------------------------------------------


def tell_change(meeting: Meeting, *, before: dict, by: User) -> Meeting:
    """Saves a convened meeting, and tells those invited what has changed. Returns it.

    `before` are its `facts_of` before the change. If no invitation has gone out yet, the invitations are
    written again. Two changes within a minute are told as one. If the second undoes the first, nothing is
    told.
    """
    if _stopped(meeting, CALL):
        if is_moved(before, meeting):
            forget_answers(meeting)
        save(meeting)
        invitations.tell_called(meeting, by=by)
        request_actions.take_back_called(meeting)
        request_actions.answer_called(meeting, by=by, batch=batch_of(meeting, CALL))
        return meeting
    answers = []
    if meeting.undo and _stopped(meeting, MOVE):
        before, answers = _facts_from(meeting), meeting.undo["answers"]
    meeting.sequence += 1
    changes, moved = changes_of(before, meeting), is_moved(before, meeting)
    if moved:
        answers = answers or _answers_of(meeting)
        forget_answers(meeting)
    else:
        _give_back(meeting, answers)
    meeting.undo = {"facts": _in_words(before), "answers": answers if moved else []} if changes else None
    save(meeting)
    if changes:
        tell_moved(meeting, changes=changes, asks_again=moved, by=by)
    return meeting


def tell_cancellation(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """Saves a cancelled meeting, and tells those who know of it. Returns it."""
    if not _stopped(meeting, CALL):
        meeting.sequence += 1
        meeting.undo = None
        save(meeting)
        tell_cancelled(meeting, reason=reason, by=by)
        return meeting
    # Invited participants who were written to after the invitations; read before those are undone.
    late = list(guests(meeting).filter(answered_at__gte=meeting.called_at))
    _uncall(meeting)
    request_actions.release(meeting)
    meeting.sequence += bool(late)
    save(meeting)
    tell_cancelled(meeting, reason=reason, by=by, only=late)
    return meeting


def _uncall(meeting: Meeting) -> None:
    """Undoes the last convening, of which nobody has heard: the members know of an earlier one, or of
    none.
    """
    meeting.invitations.filter(invited_at__gte=meeting.called_at).delete()
    request_actions.take_back_called(meeting)
    if not meeting.sequence:
        meeting.called_at = None


@transaction.atomic
def take_back(meeting: Meeting, *, by: User) -> str:
    """Undoes the last change before anybody is told. Returns what happened, as sentences.

    If somebody has been told already, the change stays. Raises `Refused` if it is too late.
    """
    meeting = locked(meeting)
    what = next((one for one in (CALL, MOVE, CANCEL) if recallable(batch_of(meeting, one))), CALL)
    came = recall(batch_of(meeting, what))
    if not came.people:
        more = _("You can still change or cancel the meeting. Everyone invited will be told.")
        raise Refused(f"{came.sentence} {more}")
    if came.gone or (what == MOVE and not meeting.undo):
        return f"{came.sentence} {_('The meeting was not changed back.')}"
    if what == CALL:
        meeting.stage = Meeting.Stage.PLANNED
        _uncall(meeting)
        words = _("The meeting is planned again and has not been convened.")
    elif what == MOVE:
        for name, value in _facts_from(meeting).items():
            setattr(meeting, name, value)
        refuse_twin(meeting)
        _give_back(meeting, meeting.undo["answers"])
        meeting.undo = None
        words = _("The meeting has its previous date, time and place again.")
    else:
        meeting.stage = Meeting.Stage.CALLED
        words = _("The meeting is no longer cancelled.")
    save(meeting)
    return f"{came.sentence} {words}"


# What a move replaced, for undo -----------------------------------------------------------------


def _in_words(facts: dict) -> dict:
    old, fields = Meeting(**facts), Meeting._meta
    return {
        name: None if value is None else fields.get_field(name).value_to_string(old)
        for name, value in facts.items()
    }


def _facts_from(meeting: Meeting) -> dict:
    kept = meeting.undo["facts"]
    return {name: Meeting._meta.get_field(name).to_python(kept[name]) for name in ANNOUNCED}


def _rows(meeting: Meeting) -> dict:
    return {"member": meeting.invitations, "guest": meeting.guest_invitations}


def forget_answers(meeting: Meeting) -> None:
    """Clears all replies: they were to another time, or to a meeting that was cancelled since."""
    for rows in _rows(meeting).values():
        for row in rows.exclude(reply=""):
            _answer(row, UNANSWERED)


def _answers_of(meeting: Meeting) -> list:
    found = []
    for kind, rows in _rows(meeting).items():
        for pk, *said in rows.exclude(reply="").values_list("pk", *ANSWERED):
            said = [one.isoformat() if isinstance(one, dt.datetime) else one for one in said]
            found.append([kind, pk, *said])
    return found


def _give_back(meeting: Meeting, answers: list) -> None:
    rows = _rows(meeting)
    for kind, pk, *said in answers:
        for row in rows[kind].filter(pk=pk):
            _answer(row, dict(zip(ANSWERED, said, strict=False)))  # an earlier version kept fewer


def _answer(row, said: dict) -> None:
    """Gives an invitation that reply. It is saved row by row, so that the history has it."""
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in said])
