"""What the verbs around a meeting have in common. The meeting's row is locked first everywhere."""

from django.db.models import Max

from foundation.verbs import Refused
from meetings.models import AgendaItem, Meeting

PLACE_OF_THE_MEETING = ("level", "date", "kind", "time", "city")


def locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item under its meeting's lock, which is taken first everywhere."""
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused("Somebody has taken this item off the agenda meanwhile.")
    found.meeting = meeting
    return found


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


def saved(thing):
    thing.revision += 1
    thing.save()
    return thing


def next_position(rows) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
