"""What the verbs of a meeting share: its lock, which is always taken first, and its changes of state."""

from django.db.models import Max

from foundation.verbs import Refused
from meetings.meeting.models import Meeting

PLACE_OF_THE_MEETING = ("level", "date", "kind", "time", "city")


def locked(meeting: Meeting) -> Meeting:
    """Returns the meeting, its row locked until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def move(meeting: Meeting, what: str, to: str) -> None:
    """Changes one of the meeting's states. Raises `Refused`, which says what was tried."""
    now = getattr(meeting, what)
    if to not in Meeting.TRANSITIONS[what].get(now, ()):
        thing = {"stage": "meeting", "agenda_state": "agenda", "minutes": "minutes"}[what]
        is_ = "are" if thing == "minutes" else "is"
        raise Refused(f"The {thing} {is_} {now or 'not written yet'} and cannot become {to}.")
    setattr(meeting, what, to)


def refuse_twin(meeting: Meeting) -> None:
    """Raises `Refused` if there is another meeting of that level, kind, day, hour and city."""
    same = {name: getattr(meeting, name) for name in PLACE_OF_THE_MEETING}
    if Meeting.objects.filter(**same).exclude(pk=meeting.pk).exists():
        raise Refused(
            "A meeting of that level is entered for that day, hour and city already. Change the hour, or "
            "change that meeting."
        )


def save(thing):
    """Saves an object with the next revision. Returns it."""
    thing.revision += 1
    thing.save()
    return thing


def next_position(rows) -> int:
    """Returns the position after the last of these rows, counted from 0."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def open_minutes(meeting: Meeting) -> None:
    """Begins the draft of minutes if there is none.

    Raises `Refused` if they are adopted, or if the meeting was not called.
    """
    if meeting.minutes_stand:
        raise Refused(
            "These minutes stand as adopted and are locked. A correction belongs in the minutes of the next "
            "meeting."
        )
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(
            f"This meeting is {meeting.get_stage_display()}. Only a meeting that was called has minutes."
        )
    if not meeting.minutes:
        move(meeting, "minutes", Meeting.Minutes.DRAFT)
        save(meeting)
