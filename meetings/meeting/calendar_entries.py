"""Meetings as calendar entries (RFC 5545), in invitations and in feeds.

An entry always keeps its UID. Its SEQUENCE rises with each change that the invited are told of, so that a
calendar changes or removes the entry that it has.
"""

import datetime as dt
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.mail import senders
from foundation.mailbox import server as mailbox
from foundation.portal import group
from meetings.meeting.models import Meeting

if TYPE_CHECKING:  # large, and few requests need it
    from icalendar import Calendar, Event

USUAL = dt.timedelta(hours=2)  # where nobody said how long it lasts


def request(meeting: Meeting, email: str, *, name: str = "", link: str = "") -> str:
    """Returns the entry that invites somebody, or changes what they are invited to.

    Only the invited get it, so it has what only they may know.
    """
    video = _("Video link: %(address)s") % {"address": meeting.video_address} if meeting.video_address else ""
    words = "\n\n".join(filter(None, [meeting.purpose, video]))
    return _asked("REQUEST", meeting, email, name=name, link=link, words=words)


def cancel(meeting: Meeting, email: str, *, name: str = "") -> str:
    """Returns the entry that cancels a meeting, or the invitation to it."""
    return _asked("CANCEL", meeting, email, name=name)


def published(meetings, *, name: str, link_of=None, bare: bool = False) -> bytes:
    """Returns a feed of meetings.

    `link_of` returns the page of each; with `bare` it has only level, day and city.
    """
    entries = [event(one, link=link_of(one) if link_of else "", bare=bare) for one in meetings]
    for meeting, entry in zip(meetings, entries, strict=True):
        # Unchanged until something new is told, so that a calendar need not fetch what it has.
        del entry["dtstamp"]
        entry.add(
            "dtstamp", meeting.called_at or dt.datetime.combine(meeting.date.earliest, dt.time(), dt.UTC)
        )
    made = _calendar("PUBLISH", entries)
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "PT6H")
    return made.to_ical()


def event(
    meeting: Meeting, *, link: str = "", words: str = "", cancelled: bool = False, bare: bool = False
) -> "Event":
    """Returns the entry of a meeting: at its hour in its own zone; for whole days if no hour is known."""
    from icalendar import Event

    made = Event()
    made.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.PORTAL_URL).hostname}")
    made.add("sequence", meeting.sequence)
    made.add("dtstamp", clock.now())
    what = {"group": group.acronym(), "meeting": meeting.of_level if bare else meeting}
    made.add("summary", _("%(group)s: %(meeting)s") % what)
    starts = meeting.starts_at
    if starts:
        made.add("dtstart", starts)
        made.add("dtend", meeting.ends_at or (starts.astimezone(dt.UTC) + USUAL).astimezone(starts.tzinfo))
    else:
        made.add("dtstart", meeting.date.earliest)
        made.add("dtend", meeting.date.latest + dt.timedelta(days=1))  # the day after, as the format has it
    place = ", ".join(filter(None, ["" if bare else meeting.venue, meeting.city]))
    place = place or (_("By video") if meeting.by_video else "")
    if place:
        made.add("location", place)
    words = "\n\n".join(filter(None, [words, link]))
    if words:
        made.add("description", words)
    if link:
        made.add("url", link)
    called_off = cancelled or meeting.stage == Meeting.Stage.CANCELLED
    planned = meeting.stage == Meeting.Stage.PLANNED
    made.add("status", "CANCELLED" if called_off else "TENTATIVE" if planned else "CONFIRMED")
    return made


def _asked(method, meeting, email, *, name, link="", words="") -> str:
    from icalendar import vCalAddress

    made = event(meeting, link=link, words=words, cancelled=method == "CANCEL")
    # A calendar sends its answer to whoever is named here.
    organizer = senders.mailbox_address() or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    made.add("organizer", vCalAddress.new(organizer, cn=group.acronym()))
    made.add(
        "attendee",
        vCalAddress.new(
            email,
            cn=name or None,
            role="REQ-PARTICIPANT",
            partstat="NEEDS-ACTION",
            rsvp=mailbox.is_read(),  # else the answer comes by the link only
        ),
    )
    return _calendar(method, [made]).to_ical().decode()


def _calendar(method: str, events: list["Event"]) -> "Calendar":
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//{group.name()}//Portal//EN")
    made.add("version", "2.0")
    made.add("method", method)
    for one in events:
        made.add_component(one)
    # The changes of the clock in the years around them are enough.
    years = [one["dtstart"].dt.year for one in events] or [clock.today().year]
    made.add_missing_timezones(dt.date(min(years) - 1, 1, 1), dt.date(max(years) + 2, 1, 1))
    return made
