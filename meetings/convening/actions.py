"""The verbs of a meeting (planned, convened, changed, cancelled, planned again) and of suggested dates.

Each locks the meeting's row first. So if two people act at once, the second sees what the first has done.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.paragraphs import newlines
from foundation.text.words import listed
from foundation.verbs import Refused, Stale
from meetings.agenda import order
from meetings.calendar import planning
from meetings.calendar.days import Days
from meetings.calendar.models import Rhythm, Suggestion
from meetings.convening import undo
from meetings.invitations.actions import invitations
from meetings.invitations.mail import CALL, batch_of, changes_of, facts_of
from meetings.meeting.locks import locked, move, refuse_twin, save
from meetings.meeting.models import Meeting
from meetings.minutes import actions as minutes_actions
from meetings.requests import actions as request_actions
from meetings.requests.models import MeetingRequest


@transaction.atomic
def plan_meeting(*, by: User, request: MeetingRequest | None = None, **what) -> Meeting:
    """Plans a meeting, which only the chair, the troika and the secretariat see. Returns it.

    Its agenda begins with the standing items. When the meeting is convened, that answers `request`. Raises
    `Refused`.
    """
    held = request_actions.hold(request) if request else None
    refuse_twin(Meeting(**what))
    meeting = Meeting.objects.create(
        **what, stage=Meeting.Stage.PLANNED, agenda_state=Meeting.Agenda.PRIVATE, revision=1
    )
    if held:
        request_actions.link(held, meeting)
    order.begin(meeting)
    minutes_actions.put_adoption_on_agenda(meeting)
    return meeting


@transaction.atomic
def call_at_once(*, by: User, request: MeetingRequest | None = None, **what) -> Meeting:
    """Plans and convenes a meeting: ad hoc, unless `kind` says otherwise. Returns it. Raises `Refused`."""
    what["kind"] = what.get("kind") or Meeting.Kind.AD_HOC
    return call_meeting(plan_meeting(by=by, request=request, **what), by=by)


@transaction.atomic
def change_meeting(meeting: Meeting, *, changes: dict, revision: int, by: User) -> Meeting:
    """Changes a meeting. Returns it. Raises `Refused`, and `Stale` if somebody changed it since `revision`.

    Everybody invited is told what has changed. If the time has changed, they are asked again whether they
    come.
    """
    meeting = locked(meeting)
    if meeting.revision != revision:
        raise Stale(meeting)
    _refuse_in_minutes(meeting, changes)
    before = facts_of(meeting)
    was_over = meeting.is_over
    for name, value in changes.items():
        setattr(meeting, name, value)
    refuse_twin(meeting)
    is_told = meeting.stage == Meeting.Stage.CALLED and not (was_over and meeting.is_over)
    if is_told and changes_of(before, meeting):
        return undo.tell_change(meeting, before=before, by=by)
    return save(meeting)


# What minutes say of their meeting.
IN_MINUTES = {
    "level": gettext_lazy("level"),
    "date": gettext_lazy("date"),
    "time": gettext_lazy("start time"),
    "timezone": gettext_lazy("time zone"),
    "city": gettext_lazy("city"),
    "venue": gettext_lazy("venue"),
    "by_video": gettext_lazy("video link"),
    "kind": gettext_lazy("kind"),
    "title": gettext_lazy("title"),
    "presides": gettext_lazy("who chaired"),
    "purpose": gettext_lazy("purpose"),
    "convened_at_request_of": gettext_lazy("at whose request"),
}


def _refuse_in_minutes(meeting: Meeting, changes: dict) -> None:
    """Raises `Refused` if the changes contradict adopted minutes. What was not known can still be added."""
    if not meeting.minutes_stand:
        return
    changed = []
    for name, words in IN_MINUTES.items():
        now = getattr(meeting, name)
        new = changes.get(name, now)
        if name == "date" and now.earliest <= new.earliest and new.latest <= now.latest:
            continue  # it is known more exactly
        if now not in ("", None, False) and _plain(new) != _plain(now):
            changed.append(str(words))
    if changed:
        raise Refused(
            _(
                "The minutes of this meeting are adopted, so what they say of it can no longer be changed: "
                "%(fields)s. Issue a corrigendum to the minutes as a whole instead."
            )
            % {"fields": listed(changed)}
        )


def _plain(value):
    return newlines(value).strip() if isinstance(value, str) else value


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Convenes a meeting: the members see it, and are invited after a minute. Returns it. Raises
    `Refused`.
    """
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.CALLED)
    if meeting.called_at:  # so that calendars replace the entry that they have
        meeting.sequence += 1
        undo.forget_answers(meeting)
    meeting.called_at = clock.now()
    save(meeting)
    if not meeting.is_over:
        invitations.tell_called(meeting, by=by)
    request_actions.answer_called(meeting, by=by, batch=batch_of(meeting, CALL))
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str = "") -> Meeting:
    """Cancels a meeting and tells everybody invited, with the reason if there is one. Returns it.

    If it was to adopt minutes, the next meeting of that level gets the item. Raises `Refused`.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused(_("The minutes of this meeting are adopted, so it can no longer be cancelled."))
    was_called, over = meeting.stage == Meeting.Stage.CALLED, meeting.is_over
    move(meeting, "stage", Meeting.Stage.CANCELLED)
    if was_called and not over:
        meeting = undo.tell_cancellation(meeting, reason=reason.strip(), by=by)
    else:
        if not was_called:
            request_actions.release(meeting)
        save(meeting)
    minutes_actions.pass_on_adoptions()
    return meeting


@transaction.atomic
def plan_again(meeting: Meeting, *, by: User) -> Meeting:
    """Undoes a cancellation: the meeting is planned again, with its agenda. Returns it. Raises `Refused`."""
    meeting = locked(meeting)
    move(meeting, "stage", Meeting.Stage.PLANNED)
    return save(meeting)


# Dates that the portal suggests ------------------------------------------------------------------------


def _unconfirmed(suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.select_for_update().filter(pk=suggestion.pk).first()
    if found is None:
        raise Refused(_("This date is no longer suggested. Reload the page to see the current dates."))
    if found.meeting_id:
        raise Refused(
            _("Somebody has already confirmed this date: %(meeting)s.") % {"meeting": found.meeting}
        )
    return found


@transaction.atomic
def confirm_suggestion(suggestion: Suggestion, *, by: User) -> Meeting:
    """Plans the meeting on the suggested date. Returns it. Raises `Refused`."""
    one = _unconfirmed(suggestion)
    if one.dropped_at:
        raise Refused(_("Somebody has dropped this date. Restore it first."))
    meeting = plan_meeting(
        level=one.level,
        date=PartialDate.of(one.date),
        kind=Meeting.Kind.REGULAR,
        time=one.time,
        timezone=one.timezone,
        city=one.city,
        venue=Rhythm.current().venue,
        length=one.length,
        by=by,
    )
    one.meeting, one.settled_by = meeting, by
    one.save()
    return meeting


@transaction.atomic
def move_suggestion(suggestion: Suggestion, *, date: dt.date, by: User) -> str:
    """Suggests another day. Returns what speaks against it, which only warns. Raises `Refused`."""
    one = _unconfirmed(suggestion)
    if date <= clock.today():
        raise Refused(_("That date has passed. Choose a later one."))
    last = rotation.last_day()
    if last is None or date > last:
        raise Refused(
            _(
                "It is not known yet who chairs on that date. Choose an earlier one, or add the next term "
                "first."
            )
        )
    quarter = planning.Quarter(one.quarter)
    if not planning.first_day(quarter, one.level, Rhythm.current()) <= date <= quarter.ends:
        raise Refused(
            _("That date is outside the %(quarter)s. Plan a separate meeting instead.") % {"quarter": quarter}
        )
    days = Days.known(one.city)
    one.date, one.why, one.settled_by = date, _("Moved by %(person)s.") % {"person": by.shown}, by
    one.save()
    return days.against(date)


@transaction.atomic
def drop_suggestion(suggestion: Suggestion, *, by: User) -> None:
    """Drops the date, so that it is not suggested again. Raises `Refused`."""
    one = _unconfirmed(suggestion)
    one.dropped_at, one.settled_by = clock.now(), by
    one.save()


@transaction.atomic
def restore_suggestion(suggestion: Suggestion, *, by: User) -> None:
    """Suggests a dropped date again. Raises `Refused`."""
    one = _unconfirmed(suggestion)
    one.dropped_at, one.settled_by = None, by
    one.save()
