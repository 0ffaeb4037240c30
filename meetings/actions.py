"""The verbs around a meeting: its planning, its agenda, its minutes.

Each locks the meeting's row first, so that of two people the second finds what the first has done.
"""

import datetime as dt

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import F, Max

from agencies.models import Agency, User
from chairmanship.actions import Refused, Stale
from foundation import clock
from foundation.dates import PartialDate
from meetings.models import Action, AgendaItem, Attendance, Comment, Decision, Meeting, Proposal

__all__ = ["Refused", "Stale"]
PLACE_OF_THE_MEETING = ("level", "date", "kind", "time", "city")
MOST = 1_000_000  # more positions than any agenda has


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _locked_item(item: AgendaItem) -> AgendaItem:
    """The item under its meeting's lock, which is taken first everywhere."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused("Somebody has taken this item off the agenda meanwhile.")
    found.meeting = meeting
    return found


def _move(meeting: Meeting, what: str, to: str) -> None:
    """Moves one of the meeting's states, or raises `Refused`, saying what was tried."""
    now = getattr(meeting, what)
    if to not in Meeting.TRANSITIONS[what].get(now, ()):
        thing = {"stage": "meeting", "agenda_state": "agenda", "minutes": "minutes"}[what]
        is_ = "are" if thing == "minutes" else "is"
        raise Refused(f"The {thing} {is_} {now or 'not written yet'} and cannot become {to}.")
    setattr(meeting, what, to)


def _saved(thing):
    thing.revision += 1
    thing.save()
    return thing


def _next_position(rows) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


# The meeting itself --------------------------------------------------------------------------------


@transaction.atomic
def plan_meeting(*, by: User, **what) -> Meeting:
    """A meeting that the chair, the troika and the secretariat see, and nobody else yet."""
    _refuse_twin(Meeting(**what))
    return Meeting.objects.create(
        **what, stage=Meeting.Stage.PLANNED, agenda_state=Meeting.Agenda.PRIVATE, revision=1
    )


@transaction.atomic
def change_meeting(meeting: Meeting, *, changes: dict, revision: int, by: User) -> Meeting:
    """Raises `Stale` when somebody changed it since that revision."""
    meeting = _locked(meeting)
    if meeting.revision != revision:
        raise Stale(meeting)
    for name, value in changes.items():
        setattr(meeting, name, value)
    _refuse_twin(meeting)
    return _saved(meeting)


def _refuse_twin(meeting: Meeting) -> None:
    same = {name: getattr(meeting, name) for name in PLACE_OF_THE_MEETING}
    if Meeting.objects.filter(**same).exclude(pk=meeting.pk).exists():
        raise Refused(
            "A meeting of that level is entered for that day, hour and city already. Change the hour, or "
            "change that meeting."
        )


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """From now on the members see it."""
    meeting = _locked(meeting)
    _move(meeting, "stage", Meeting.Stage.CALLED)
    meeting.called_at = clock.now()
    return _saved(meeting)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User) -> Meeting:
    meeting = _locked(meeting)
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand, so it was held and cannot be cancelled.")
    _move(meeting, "stage", Meeting.Stage.CANCELLED)
    return _saved(meeting)


@transaction.atomic
def plan_again(meeting: Meeting, *, by: User) -> Meeting:
    """Takes a cancellation back: the meeting is planned, with all that belonged to it."""
    meeting = _locked(meeting)
    _move(meeting, "stage", Meeting.Stage.PLANNED)
    return _saved(meeting)


# The agenda ----------------------------------------------------------------------------------------


def _refuse_settled(meeting: Meeting) -> None:
    if meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand, so that its agenda stays as it is.")


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **what) -> AgendaItem:
    """At the end of the agenda."""
    meeting = _locked(meeting)
    _refuse_settled(meeting)
    return AgendaItem.objects.create(meeting=meeting, position=_next_position(meeting.agenda), **what)


@transaction.atomic
def change_item(item: AgendaItem, *, changes: dict, revision: int, by: User) -> AgendaItem:
    """Raises `Stale` when somebody changed it since that revision."""
    item = _locked_item(item)
    _refuse_settled(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    for name, value in changes.items():
        setattr(item, name, value)
    return _saved(item)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> int:
    """Takes it off the agenda. The proposals that led to it wait again; gives their number."""
    item = _locked_item(item)
    _refuse_settled(item.meeting)
    if item.minutes or item.decisions.exists() or item.actions.exists() or item.comments.exists():
        raise Refused(
            f"“{item}” carries minutes, decisions, actions or comments, which would be lost with it. Take "
            "those away first, or leave it on the agenda and say in its text that it was not taken up."
        )
    waiting = 0
    for proposal in Proposal.objects.select_for_update().filter(item=item):
        if proposal.answer == Proposal.Answer.TAKEN_UP:
            proposal.answer, proposal.answer_reason = Proposal.Answer.NONE, ""
            proposal.answered_at = proposal.answered_by = None
            waiting += 1
        proposal.item = None
        _saved(proposal)
    item.purposes.clear()
    item.delete()
    return waiting


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: User) -> list[AgendaItem]:
    """Puts it at that place, counted from nought and kept within the agenda. Gives the items in order."""
    item = _locked_item(item)
    _refuse_settled(item.meeting)
    items = list(item.meeting.agenda.all())
    before = items.index(item)
    to = max(0, min(to, len(items) - 1))
    items.insert(to, items.pop(before))
    if before == to:
        return items
    # Out of the way first: no two items of a meeting may have one position, not even for a moment.
    item.meeting.agenda.update(position=F("position") + MOST)
    for position, one in enumerate(items):
        AgendaItem.objects.filter(pk=one.pk).update(position=position)
        one.position = position
    LogEntry.objects.log_create(
        item, action=LogEntry.Action.UPDATE, changes={"position": [str(before), str(to)]}
    )
    return items


@transaction.atomic
def publish_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """Shows the members the provisional agenda."""
    meeting = _locked(meeting)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise Refused("This meeting is cancelled. Plan it again first.")
    if meeting.stage == Meeting.Stage.PLANNED:
        raise Refused("The members do not know of this meeting yet. Call it first, then publish its agenda.")
    _move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)
    return _saved(meeting)


@transaction.atomic
def adopt_agenda(meeting: Meeting, *, by: User) -> Meeting:
    """As the Group does at the start of its meeting."""
    meeting = _locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}: it must be called before its agenda is adopted.")
    _move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    return _saved(meeting)


# The minutes ---------------------------------------------------------------------------------------


def _open_minutes(meeting: Meeting) -> None:
    """Refuses what is locked, and makes a draft of what was not begun."""
    if meeting.minutes_stand:
        raise Refused(
            "These minutes stand as adopted and are locked. A correction belongs in the minutes of the next "
            "meeting."
        )
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if not meeting.minutes:
        _move(meeting, "minutes", Meeting.Minutes.DRAFT)
        _saved(meeting)


@transaction.atomic
def write_minutes(item: AgendaItem, *, text: str, revision: int, by: User) -> AgendaItem:
    """What the minutes say on an item. Raises `Stale` when somebody wrote there since that revision."""
    item = _locked_item(item)
    text = text.replace("\r\n", "\n")
    if item.minutes == text:
        return item
    _open_minutes(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    item.minutes = text
    return _saved(item)


@transaction.atomic
def record_decision(item: AgendaItem, *, text: str, by: User) -> Decision:
    item = _locked_item(item)
    _open_minutes(item.meeting)
    return Decision.objects.create(item=item, position=_next_position(item.decisions), text=text)


@transaction.atomic
def record_action(
    item: AgendaItem,
    *,
    text: str,
    agency: Agency | None = None,
    office: str = "",
    due: PartialDate | None = None,
    by: User,
) -> Action:
    """Of an agency, the chair or the secretariat; without an owner the check before circulation asks."""
    item = _locked_item(item)
    _open_minutes(item.meeting)
    return Action.objects.create(
        item=item,
        position=_next_position(item.actions),
        text=text,
        agency=agency,
        office=office,
        due=due,
        done=False,
    )


@transaction.atomic
def change_line(line: Decision | Action, *, changes: dict, by: User) -> Decision | Action:
    """A decision or an action, while the minutes are open."""
    _open_minutes(_locked_item(line.item).meeting)
    line = _line(line)
    for name, value in changes.items():
        setattr(line, name, value)
    line.save()
    return line


@transaction.atomic
def remove_line(line: Decision | Action, *, by: User) -> None:
    _open_minutes(_locked_item(line.item).meeting)
    _line(line).delete()


def _line(line):
    found = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Refused("Somebody has taken this line out meanwhile.")
    return found


@transaction.atomic
def report_action(action: Action, *, done: bool, by: User) -> Action:
    """Its owner's people, the chair or the secretariat say that it is done, or that it is not."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.done != done:
        action.done = done
        action.save()
    return action


@transaction.atomic
def mark_attendance(
    meeting: Meeting, *, agency: Agency, row: Attendance | None = None, present: bool, by: User
) -> Attendance:
    """That an agency, or one of those expected for it, was there or was not."""
    meeting = _locked(meeting)
    _open_minutes(meeting)
    rows = meeting.attendance.filter(agency=agency)
    found = (rows.filter(pk=row.pk) if row else rows).first()
    if found is None:
        return Attendance.objects.create(
            meeting=meeting, agency=agency, present=present, position=_next_position(meeting.attendance)
        )
    found.present = present
    found.save()
    return found


def missing(meeting: Meeting) -> list[str]:
    """What somebody may have forgotten before minutes are circulated. It warns, and blocks nothing."""
    told = []
    if not meeting.attendance.filter(present=True).exists():
        told.append("Nobody is marked as present.")
    items = list(meeting.agenda.prefetch_related("decisions", "actions"))
    if not items:
        told.append("The agenda has no items, so that there is nothing to read.")
    for item in items:
        if not (item.minutes or item.decisions.all() or item.actions.all()):
            told.append(f"Nothing is written on “{item}”.")
        told += [
            f"Nobody is named for the action “{action}”."
            for action in item.actions.all()
            if not (action.agency_id or action.office)
        ]
    return told


@transaction.atomic
def circulate_minutes(meeting: Meeting, *, until: dt.datetime, by: User) -> Meeting:
    """Shows the draft to the members, who may comment until then; it stands from that moment on.

    Can be done again with another date while they do not stand.
    """
    meeting = _locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if until <= clock.now():
        raise Refused("That moment has passed. Choose one ahead, so that the members can read and comment.")
    _move(meeting, "minutes", Meeting.Minutes.CIRCULATED)
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        _move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)  # what the minutes are written on
    meeting.circulated_at, meeting.comments_until = clock.now(), until
    return _saved(meeting)


@transaction.atomic
def comment(
    meeting: Meeting, *, text: str, item: AgendaItem | None = None, agency: Agency | None, by: User
) -> Comment:
    """On the draft as a whole or on an item of it."""
    meeting = _locked(meeting)
    if meeting.minutes_stand:
        raise Refused("The time for comments is over: these minutes stand.")
    return Comment.objects.create(meeting=meeting, item=item, text=text, agency=agency, by=by)


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """Before their date, as a meeting does that has them in front of it."""
    meeting = _locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    _move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        _move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    meeting.adopted_on = PartialDate.of(clock.today())
    return _saved(meeting)


def write_down_what_stands() -> int:
    """Minutes whose date has passed without their adoption being written down. Gives how many there were."""
    due = Meeting.objects.filter(minutes=Meeting.Minutes.CIRCULATED, comments_until__lte=clock.now())
    written = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=pk)
            if meeting.minutes != Meeting.Minutes.CIRCULATED or not meeting.minutes_stand:
                continue
            _move(meeting, "minutes", Meeting.Minutes.ADOPTED)
            meeting.adopted_on = PartialDate.of(meeting.comments_until.astimezone(clock.zone()).date())
            _saved(meeting)
            written += 1
    return written
