"""Meetings in people's own calendars: one private address for each person, and a public one."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.portal import group
from meetings.meeting import calendar_entries
from meetings.meeting.models import Meeting

BACK = dt.timedelta(days=400)  # how far back a feed goes


@transaction.atomic
def new_address(person: User) -> User:
    """Gives the person a new address. The one before stops working. Returns the person."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.calendar_key = secrets.token_urlsafe(32)
    person.save(update_fields=["calendar_key"])
    return person


def reader_of(key: str) -> User | None:
    """Returns the person whose address that is; None if there is nobody, or if they cannot sign in."""
    return User.objects.filter(calendar_key=key, is_active=True).first() if key else None


def private_calendar(person: User) -> bytes:
    """Returns the meetings that the person may see today: convened or cancelled, for the troika also
    planned.
    """
    meetings = Meeting.objects.visible_to(person).filter(date__latest__gte=clock.today() - BACK)
    return calendar_entries.published(
        meetings.order_by("date", "time", "pk"),
        name=_("%(group)s meetings") % {"group": group.acronym()},
        link_of=lambda meeting: address(meeting.get_absolute_url()),
    )


def public() -> bytes:
    """Returns the public feed: that the Group met, when and in which city."""
    return calendar_entries.published(
        Meeting.objects.public().order_by("date", "time", "pk"), name=group.name(), bare=True
    )
