"""What the page of a meeting tells of its guests, and what of them awaits the chair."""

from django.urls import reverse

from foundation.awaiting import Awaited
from foundation.sections import Panel
from meetings import hosting
from meetings.models import GuestInvitation, Meeting

State = GuestInvitation.State
MOST = 20


def of_meeting(meeting: Meeting, user) -> dict | None:
    """Who is invited from outside, and the way to invite or to ask; nothing once there is nothing to do."""
    if meeting.stage != Meeting.Stage.CALLED:
        return None
    guests = list(hosting.known_to(user, meeting))
    hosts, asks = user.has_perm("meetings.host_guests"), user.has_perm("meetings.ask_for_guest")
    if (meeting.is_over and not guests) or not (guests or hosts or asks):
        return None
    return {
        "meeting": meeting,
        "guests": [guest for guest in guests if guest.state == State.INVITED],
        "asked": sum(guest.state == State.ASKED for guest in guests),
        "hosts": hosts and not meeting.is_over,
        "asks": asks and not meeting.is_over,
    }


PANELS = [Panel("meeting", 30, "Guests", "meetings/_guests.html", of_meeting)]


def guests_awaiting() -> list[Awaited]:
    """Whom members ask the chair to hear."""
    asked = GuestInvitation.objects.filter(
        state=State.ASKED, meeting__stage=Meeting.Stage.CALLED, meeting__in=Meeting.objects.ahead()
    ).select_related("meeting", "asked_by")
    return [
        Awaited(
            f"{guest.asked_by or 'Somebody'} asks to hear {guest.organization} at the "
            f"{guest.meeting.get_level_display()} meeting of {guest.meeting.date}.",
            f"{reverse('meetings:guest_list', args=[guest.meeting_id])}#guest-{guest.pk}",
            "Answer",
            by=guest.meeting.starts_at,
            place=25,
        )
        for guest in asked[:MOST]
        if not guest.meeting.is_over
    ]
