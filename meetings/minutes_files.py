"""Minutes that were written elsewhere: attached to their meeting as they are."""

from django.db import transaction

from agencies.models import User
from foundation.files import kept_or_gone
from foundation.verbs import Refused
from meetings.models import Meeting, MinutesFile
from meetings.moving import locked, move, saved


@transaction.atomic
def attach_minutes(meeting: Meeting, *, file, stand: bool, by: User) -> MinutesFile:
    """Keeps the file with the meeting; with `stand` its minutes are adopted by that. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(f"This meeting is {meeting.stage}. Only a meeting that was called has minutes.")
    if not meeting.has_begun:
        raise Refused("This meeting is still ahead, so that it has no minutes yet.")
    with kept_or_gone() as keep:
        made = MinutesFile.objects.create(meeting=meeting, **keep(file, under="minutes", by=by))
    if stand and not meeting.minutes_stand:
        if not meeting.minutes:
            move(meeting, "minutes", Meeting.Minutes.DRAFT)
        move(meeting, "minutes", Meeting.Minutes.ADOPTED)
        if meeting.agenda_state == Meeting.Agenda.PRIVATE:
            move(meeting, "agenda_state", Meeting.Agenda.ADOPTED)
        saved(meeting)
    return made
