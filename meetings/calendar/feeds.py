"""Meetings in people's own calendars: one private address for each person, and a public one."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.portal import group
from foundation.web.public import state_of_history
from meetings.meeting import calendar_entries
from meetings.meeting.models import Meeting

BACK = dt.timedelta(days=400)  # how far back the calendar of a person goes
PUBLIC_BACK = dt.timedelta(days=365)


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


@dataclass(frozen=True)
class Feed:
    """The meetings of a calendar, not read yet."""

    meetings: QuerySet[Meeting]
    name: str
    is_public: bool = False

    def state(self) -> tuple[str, int]:
        """Returns its ETag, and when it last changed in seconds since 1970, without making it.

        They follow from the history of the meetings, from which of them it has, its name and the day.
        """
        history = state_of_history(LogEntry.objects.get_for_model(Meeting))
        which = self.meetings.aggregate(count=Count("pk"), sum=Sum("pk"))
        told = (history, which, clock.today(), self.name, group.acronym(), self.is_public)
        midnight = dt.datetime.combine(clock.today(), dt.time(), clock.zone())
        at = max(history.at or midnight, midnight)
        return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"', int(at.timestamp())

    def content(self) -> bytes:
        """Returns it as a calendar file. The public one has only level, day and city of each meeting."""
        return calendar_entries.published(
            self.meetings.order_by("date", "time", "pk"),
            name=self.name,
            link_of=None if self.is_public else lambda meeting: address(meeting.get_absolute_url()),
            bare=self.is_public,
        )


def private_calendar(person: User) -> Feed:
    """Returns the meetings that the person may see today: convened or cancelled, for the troika also
    planned.
    """
    meetings = Meeting.objects.visible_to(person).filter(date__latest__gte=clock.today() - BACK)
    return Feed(meetings, _("%(group)s meetings") % {"group": group.acronym()})


def public() -> Feed:
    """Returns the public feed: that the Group met in the past year, when and in which city."""
    meetings = Meeting.objects.public().filter(date__latest__gte=clock.today() - PUBLIC_BACK)
    return Feed(meetings, group.name(), is_public=True)
