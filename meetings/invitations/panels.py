"""What the page of a meeting shows of invited participants and of invitations."""

from django.utils.translation import gettext_lazy as _

from agencies.people.rules import own_agencies
from foundation.web.panels import Panel
from meetings.invitations import mail, queries
from meetings.invitations.models import GuestInvitation
from meetings.meeting.models import Meeting

State = GuestInvitation.State


def of_meeting(meeting: Meeting, user) -> dict | None:
    """Returns who is invited from outside, and whether the user may invite or ask; None if there is nothing
    to show.
    """
    if meeting.stage != Meeting.Stage.CALLED:
        return None
    guests = list(queries.known_guests(user, meeting))
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


PANELS = [Panel("meeting", 30, _("Invited participants"), "meetings/invitations/_guests.html", of_meeting)]


def invitation_facts(meeting: Meeting, user) -> dict:
    """Returns the invitations that the user can reply to, whether they see practical facts, and counts of
    replies.
    """
    sees_all = user.has_perm("meetings.see_answers", meeting)
    standing = list(
        meeting.invitations.filter(withdrawn_at=None).select_related("person", "agency", "replied_by")
    )
    own = own_agencies(user)
    mine = [one for one in standing if one.person_id == user.pk or one.agency_id in own]
    open_ = meeting.stage == Meeting.Stage.CALLED and not meeting.is_over
    facts = {
        "mine": [_own(one, user) for one in mine] if open_ else [],
        "is_told": bool(mine) or sees_all,
        "counts": queries.counted(standing) if sees_all else [],
        "sees_all": sees_all and bool(standing or meeting.stage == Meeting.Stage.CALLED),
        "recallable": None,
    }
    if user.has_perm("meetings.change_meeting", meeting):
        facts["recallable"] = mail.waiting(meeting)
    return facts


def _own(invitation, user):
    invitation.said = queries.in_words(invitation) if invitation.reply else ""
    invitation.is_own = invitation.person_id == user.pk
    others = invitation.replied_by_id != invitation.person_id and not invitation.as_assistant
    invitation.entered = invitation.replied_by if others else None
    invitation.how = invitation.who_said if invitation.as_assistant or invitation.by_link else ""
    return invitation
