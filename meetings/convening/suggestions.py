"""What the chair does with a date that the portal proposes: confirm it, move it, or drop it."""

import datetime as dt

from django.db import transaction

from agencies.models import User
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused
from meetings.calendar import planning
from meetings.calendar.days import Days
from meetings.calendar.models import Rhythm, Suggestion
from meetings.convening import actions
from meetings.meeting.models import Meeting


def _open(suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.select_for_update().filter(pk=suggestion.pk).first()
    if found is None:
        raise Refused("This date is no longer proposed. Look at the year as it is now.")
    if found.meeting_id:
        raise Refused(f"Somebody has confirmed it meanwhile: {found.meeting}.")
    return found


@transaction.atomic
def confirm(suggestion: Suggestion, *, by: User) -> Meeting:
    """Plans the meeting as it is proposed. Raises `Refused`."""
    one = _open(suggestion)
    if one.dropped_at:
        raise Refused("Somebody has dropped it meanwhile. Take that back first.")
    meeting = actions.plan_meeting(
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
def move(suggestion: Suggestion, *, date: dt.date, by: User) -> str:
    """Proposes another day. Gives what speaks against it, which blocks nothing. Raises `Refused`."""
    one = _open(suggestion)
    if date <= clock.today():
        raise Refused("That day has passed. Choose one ahead.")
    quarter = planning.Quarter(one.quarter)
    if not planning.first_day(quarter, one.level, Rhythm.current()) <= date <= quarter.ends:
        raise Refused(f"That is outside of the {quarter}. Plan a meeting for it instead.")
    days = Days.known(one.city)
    one.date, one.why, one.settled_by = date, f"Moved there by {by.shown}.", by
    one.save()
    return days.against(date)


@transaction.atomic
def drop(suggestion: Suggestion, *, by: User) -> None:
    """It is not proposed again."""
    one = _open(suggestion)
    one.dropped_at, one.settled_by = clock.now(), by
    one.save()


@transaction.atomic
def take_up_again(suggestion: Suggestion, *, by: User) -> None:
    one = _open(suggestion)
    one.dropped_at, one.settled_by = None, by
    one.save()
