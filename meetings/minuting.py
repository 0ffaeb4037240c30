"""The verbs of the minutes: what is written by item, circulated, commented on and adopted.

Each locks the meeting's row first, so that of two people the second finds what the first has done.
"""

import datetime as dt

from django.db import transaction
from django.utils.text import Truncator

from agencies.models import Agency, User
from foundation import clock, rich
from foundation.dates import PartialDate
from foundation.fields import TITLE
from foundation.recalling import recall
from foundation.verbs import Refused, Stale
from foundation.versions import keep_version
from meetings import adopting, behalf, circulating
from meetings.actions import put_on
from meetings.models import Action, AgendaItem, Comment, Decision, Meeting
from meetings.moving import locked, locked_item, move, next_position, saved

__all__ = ["Refused", "Stale"]


def open_minutes(meeting: Meeting) -> None:
    """Refuses what is locked, and makes a draft of what was not begun."""
    if meeting.minutes_stand:
        raise Refused(
            "These minutes stand as adopted and are locked. A correction belongs in the minutes of the next "
            "meeting."
        )
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if not meeting.minutes:
        move(meeting, "minutes", Meeting.Minutes.DRAFT)
        saved(meeting)


@transaction.atomic
def write_minutes(item: AgendaItem, *, text: str, revision: int, by: User) -> AgendaItem:
    """What the minutes say on an item: rich text, which is cleaned, or plain text.

    Raises `Stale` when somebody wrote there since that revision.
    """
    item = locked_item(item)
    text = rich.clean(text.replace("\r\n", "\n"))
    if item.minutes == text:
        return item
    open_minutes(item.meeting)
    if item.revision != revision:
        raise Stale(item)
    before, item.minutes = item.minutes, text
    saved(item)
    keep_version(item.versions, text=item.minutes, before=before, by=by, item=item)
    return item


@transaction.atomic
def put_back(meeting: Meeting, *, title: str, text: str, restricted: str, by: User) -> AgendaItem:
    """An item that was taken off while somebody wrote on it, anew, with what they wrote.

    Who writes the minutes may do it: they tell what was taken up, whether or not the agenda named it.
    """
    meeting = locked(meeting)
    open_minutes(meeting)
    again = AgendaItem(meeting=meeting, title=Truncator(title).chars(TITLE), restricted=restricted)
    item = put_on(meeting, again)
    return write_minutes(item, text=text, revision=item.revision, by=by)


@transaction.atomic
def record_decision(item: AgendaItem, *, text: str, by: User) -> Decision:
    item = locked_item(item)
    open_minutes(item.meeting)
    return Decision.objects.create(item=item, position=next_position(item.decisions), text=text)


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
    item = locked_item(item)
    open_minutes(item.meeting)
    return Action.objects.create(
        item=item,
        position=next_position(item.actions),
        text=text,
        agency=agency,
        office=office,
        due=due,
        done=False,
    )


@transaction.atomic
def change_line(line: Decision | Action, *, changes: dict, by: User) -> Decision | Action:
    """A decision or an action, while the minutes are open."""
    open_minutes(locked_item(line.item).meeting)
    line = _line(line)
    for name, value in changes.items():
        setattr(line, name, value)
    line.save()
    return line


@transaction.atomic
def remove_line(line: Decision | Action, *, by: User) -> None:
    open_minutes(locked_item(line.item).meeting)
    _line(line).delete()


def _line(line):
    found = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Refused("Somebody has taken this line out meanwhile.")
    return found


@transaction.atomic
def report_action(
    action: Action, *, done: bool, by: User | None, report: str | None = None, seen: str | None = None
) -> Action:
    """Its owner's people, the chair or the secretariat say that it is done, or how it stands.

    Reported for an agency by others, that agency is told. `by` is nobody where it came by the link of a mail.
    Raises `Stale` when somebody else reported meanwhile: other words stand than the `seen` ones.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    report = action.report if report is None else report.strip()
    if seen is not None and action.report not in (seen, report):
        raise Stale(action)
    if (action.done, action.report) == (done, report):
        return action
    action.done, action.report, action.reported_at, action.reported_by = done, report, clock.now(), by
    action.reported_on_behalf = by is not None and behalf.is_for_another(action.agency, by)
    action.save()
    if action.reported_on_behalf:
        behalf.tell_of_report(action, by=by)
    return action


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
def circulate_minutes(
    meeting: Meeting, *, until: dt.datetime, next_adopts: bool = False, by: User
) -> Meeting:
    """Shows the draft to the members, who may comment until then; it stands from that moment on.

    With `next_adopts` it waits for the next meeting to adopt it, which has an item for that.

    Can be done again with another date while they do not stand.
    """
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if until <= clock.now():
        raise Refused("That moment has passed. Choose one ahead, so that the members can read and comment.")
    move(meeting, "minutes", Meeting.Minutes.CIRCULATED)
    # The first time counts: what the members have said since then stays in sight.
    meeting.circulated_at, meeting.comments_until = meeting.circulated_at or clock.now(), until
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.PROVISIONAL)  # what the minutes are written on
        meeting.published_at = meeting.circulated_at
    meeting.circulations += 1
    meeting.next_adopts = next_adopts
    saved(meeting)
    if not next_adopts:
        adopting.let_go(meeting)
    elif following := adopting.next_after(meeting):
        adopting.put_on_agenda(following)
    circulating.tell(meeting, by=by)
    return meeting


@transaction.atomic
def take_back_minutes(meeting: Meeting, *, by: User) -> str:
    """Within the minute before anybody is told: they are a draft again, and the agenda is private again where
    it came out with them. Gives what came of it, in words.

    Of minutes that were circulated anew only the mails are taken back. Raises `Refused` when it is too late.
    """
    meeting = locked(meeting)
    came = recall(circulating.batch(meeting))
    if not came.people:
        raise Refused(f"{came.sentence} Write what was wrong, and circulate them anew.")
    if came.gone or meeting.circulations > 1:
        return came.sentence
    move(meeting, "minutes", Meeting.Minutes.DRAFT)
    if meeting.published_at == meeting.circulated_at:
        meeting.agenda_state, meeting.published_at = Meeting.Agenda.PRIVATE, None
    meeting.circulated_at, meeting.comments_until, meeting.circulations = None, None, 0
    meeting.next_adopts = False
    saved(meeting)
    adopting.let_go(meeting)
    return f"{came.sentence} The minutes are a draft again."


@transaction.atomic
def comment(
    meeting: Meeting, *, text: str, item: AgendaItem | None = None, agency: Agency | None, by: User
) -> Comment:
    """On the draft as a whole or on an item of it. Entered for an agency by others, that agency is told."""
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("The time for comments is over: these minutes stand.")
    kept = Comment.objects.create(
        meeting=meeting,
        item=item,
        text=text,
        agency=agency,
        by=by,
        on_behalf=behalf.is_for_another(agency, by),
    )
    if kept.on_behalf:
        behalf.tell_of_comment(kept, by=by)
    return kept


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, by: User) -> Meeting:
    """Before their date, as a meeting does that has them in front of it."""
    meeting = locked(meeting)
    if meeting.minutes_stand:
        raise Refused("These minutes stand already.")
    move(meeting, "minutes", Meeting.Minutes.ADOPTED)
    if meeting.agenda_state == Meeting.Agenda.PRIVATE:
        move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
    meeting.adopted_on = PartialDate.of(clock.today())
    saved(meeting)
    adopting.let_go(meeting)
    return meeting


def write_down_what_stands() -> int:
    """Minutes whose date has passed without their adoption being written down. Gives how many there were."""
    due = Meeting.objects.filter(
        minutes=Meeting.Minutes.CIRCULATED, next_adopts=False, comments_until__lte=clock.now()
    )
    written = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=pk)
            if meeting.minutes != Meeting.Minutes.CIRCULATED or not meeting.minutes_stand:
                continue
            move(meeting, "minutes", Meeting.Minutes.ADOPTED)
            meeting.adopted_on = PartialDate.of(meeting.comments_until.astimezone(clock.zone()).date())
            saved(meeting)
            written += 1
    return written
