"""What the verbs around a meeting share: its lock, which is taken first everywhere, and its moves."""

from django.db.models import Max

from foundation.verbs import Refused
from meetings.meeting.models import Meeting

PLACE_OF_THE_MEETING = ("level", "date", "kind", "time", "city")


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, its row locked until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def move(meeting: Meeting, what: str, to: str) -> None:
    """Moves one of the meeting's states, or raises `Refused`, saying what was tried."""
    now = getattr(meeting, what)
    if to not in Meeting.TRANSITIONS[what].get(now, ()):
        thing = {"stage": "meeting", "agenda_state": "agenda", "minutes": "minutes"}[what]
        is_ = "are" if thing == "minutes" else "is"
        raise Refused(f"The {thing} {is_} {now or 'not written yet'} and cannot become {to}.")
    setattr(meeting, what, to)


def refuse_twin(meeting: Meeting) -> None:
    """Refuses a second meeting of that level, kind, day, hour and city."""
    same = {name: getattr(meeting, name) for name in PLACE_OF_THE_MEETING}
    if Meeting.objects.filter(**same).exclude(pk=meeting.pk).exists():
        raise Refused(
            "A meeting of that level is entered for that day, hour and city already. Change the hour, or "
            "change that meeting."
        )


def save(thing):
    """Saves it under a new revision, and returns it."""
    thing.revision += 1
    thing.save()
    return thing


def next_position(rows) -> int:
    """The position after the last of these rows, counted from nought."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


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
        save(meeting)
