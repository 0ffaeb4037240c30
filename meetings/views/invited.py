"""What the page of a meeting tells of its invitations, by who reads it."""

from agencies.rules import own_agencies
from meetings import announcing, replying
from meetings.models import Meeting


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
        "counts": replying.counted(standing) if sees_all else [],
        "sees_all": sees_all and bool(standing or meeting.stage == Meeting.Stage.CALLED),
        "unsent": None,
    }
    if user.has_perm("meetings.change_meeting", meeting):
        facts["unsent"] = announcing.waiting(meeting)
    return facts


def _told(invitation, user):
    invitation.said = replying.said(invitation) if invitation.reply else ""
    invitation.is_own = invitation.person_id == user.pk
    invitation.entered = invitation.replied_by if invitation.replied_by_id != invitation.person_id else None
    return invitation
