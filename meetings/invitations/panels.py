"""What the page of a meeting tells of its guests, and what of them awaits the chair."""

from django.urls import reverse

from agencies.people.rules import own_agencies
from foundation.web.awaiting import Awaited
from foundation.web.panels import Panel
from meetings.invitations import mail
from meetings.invitations.actions import guests as invitation_guests
from meetings.invitations.actions import replies
from meetings.invitations.models import GuestInvitation
from meetings.meeting.models import Meeting

State = GuestInvitation.State
MOST = 20


def of_meeting(meeting: Meeting, user) -> dict | None:
    """Who is invited from outside, and the way to invite or to ask; nothing once there is nothing to do."""
    if meeting.stage != Meeting.Stage.CALLED:
        return None
    guests = list(invitation_guests.known_to(user, meeting))
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


PANELS = [Panel("meeting", 30, "Guests", "meetings/invitations/_guests.html", of_meeting)]


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


# What the page of a meeting tells of its invitations, by who reads it


def invitation_facts(meeting: Meeting, user) -> dict:
    """What is the reader's to answer, whether the practical facts are for them, and who says what."""
    sees_all = user.has_perm("meetings.see_answers", meeting)
    standing = list(
        meeting.invitations.filter(withdrawn_at=None).select_related("person", "agency", "replied_by")
    )
    own = own_agencies(user)
    mine = [one for one in standing if one.person_id == user.pk or one.agency_id in own]
    open_ = meeting.stage == Meeting.Stage.CALLED and not meeting.is_over
    facts = {
        "mine": [_told(one, user) for one in mine] if open_ else [],
        "is_told": bool(mine) or sees_all,
        "counts": replies.counted(standing) if sees_all else [],
        "sees_all": sees_all and bool(standing or meeting.stage == Meeting.Stage.CALLED),
        "unsent": None,
    }
    if user.has_perm("meetings.change_meeting", meeting):
        facts["unsent"] = mail.waiting(meeting)
    return facts


def _told(invitation, user):
    invitation.said = replies.said(invitation) if invitation.reply else ""
    invitation.is_own = invitation.person_id == user.pk
    invitation.entered = invitation.replied_by if invitation.replied_by_id != invitation.person_id else None
    return invitation
