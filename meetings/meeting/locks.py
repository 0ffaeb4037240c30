"""What the verbs of a meeting share: its lock, which is always taken first, and its changes of state."""

from django.db.models import Max
from django.utils.translation import gettext as _

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
        raise Refused(_refusal(what, now, to))
    setattr(meeting, what, to)


def _refusal(what: str, now: str, to: str) -> str:
    if not now:
        return _("The minutes have not been written yet.")
    labels = dict(Meeting._meta.get_field(what).flatchoices)
    if now == to:
        words = {
            "stage": _("The meeting is already %(now)s."),
            "agenda_state": _("The agenda is already %(now)s."),
            "minutes": _("The minutes are already %(now)s."),
        }
    else:
        words = {
            "stage": _("The meeting is %(now)s and cannot be changed to “%(new)s”."),
            "agenda_state": _("The agenda is %(now)s and cannot be changed to “%(new)s”."),
            "minutes": _("The minutes are %(now)s and cannot be changed to “%(new)s”."),
        }
    return words[what] % {"now": labels[now], "new": labels[to]}


def refuse_twin(meeting: Meeting) -> None:
    """Raises `Refused` if there is another meeting of that level, kind, day, hour and city."""
    same = {name: getattr(meeting, name) for name in PLACE_OF_THE_MEETING}
    if Meeting.objects.filter(**same).exclude(pk=meeting.pk).exists():
        raise Refused(
            _(
                "There is already a meeting of this level on that day, at that time and in that city. Choose "
                "another time, or edit the existing meeting."
            )
        )


def not_convened(meeting: Meeting) -> str:
    """Returns why a meeting that is planned or cancelled can have no minutes."""
    if meeting.stage == Meeting.Stage.CANCELLED:
        return _("This meeting was cancelled, so it has no minutes.")
    return _("This meeting has not been convened yet. You can write the minutes once it is convened.")


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
            _("These minutes are adopted and locked. You can correct their text with a corrigendum.")
        )
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(not_convened(meeting))
    if not meeting.minutes:
        move(meeting, "minutes", Meeting.Minutes.DRAFT)
        save(meeting)
