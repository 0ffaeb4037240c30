"""Meetings in everybody's own calendar: one private address for each person, and a public one."""

import datetime as dt
import secrets

from django.db import transaction

from agencies.models import User
from foundation.dates import clock
from foundation.mail.backend import address
from meetings.meeting import calendar_entries
from meetings.meeting.models import Meeting

BACK = dt.timedelta(days=400)  # so far back a calendar is told of meetings


@transaction.atomic
def new_address(person: User) -> User:
    """Gives them an address of their own; one that they had is dead from now on."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.calendar_key = secrets.token_urlsafe(32)
    person.save(update_fields=["calendar_key"])
    return person


def reader_of(key: str) -> User | None:
    """Whose address that is, while they can log in."""
    return User.objects.filter(calendar_key=key, is_active=True).first() if key else None


def private_calendar(person: User) -> bytes:
    """What they may see today: what is called and cancelled, and for the troika what is planned."""
    meetings = Meeting.objects.visible_to(person).filter(date__latest__gte=clock.today() - BACK)
    return calendar_entries.published(
        meetings.order_by("date", "time", "pk"),
        name="GMG meetings",
        link_of=lambda meeting: address(meeting.get_absolute_url()),
    )


def public() -> bytes:
    """That the Group met, when and where: what anybody may know."""
    return calendar_entries.published(
        Meeting.objects.public().order_by("date", "time", "pk"), name="Global Migration Group", bare=True
    )
