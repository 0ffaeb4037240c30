"""The reply to an invitation: by the link in the mail, in the portal, or entered by others."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.dates import clock
from foundation.models import Told
from foundation.verbs import Refused
from meetings.invitations import links, mail
from meetings.invitations.models import GuestInvitation, Invitation, Replied
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

Reply = Replied.Reply


@transaction.atomic
def answer(
    invitation: Invitation | GuestInvitation, *, reply: str, represented_by: str = "", by: User | None
) -> Invitation | GuestInvitation:
    """Saves a reply, until the meeting begins. Returns the invitation. Raises `Refused`.

    `by` is None if the reply came by the link in the mail. If somebody else enters it, the person is told.
    """
    meeting = locked(invitation.meeting)
    invitation = type(invitation).objects.select_for_update().get(pk=invitation.pk)
    invitation.meeting = meeting
    over = links.why_ended(invitation) or (_("This meeting is over.") if meeting.is_over else "")
    if over:
        raise Refused(over)
    if reply not in Reply.values:
        raise Refused(_("Please choose one of the replies."))
    represented_by = represented_by.strip() if reply == Reply.REPRESENTED else ""
    if reply == Reply.REPRESENTED and not represented_by:
        raise Refused(_("Please name your representative. The chair will see the name."))
    invitation.reply, invitation.represented_by = reply, represented_by
    invitation.replied_at, invitation.replied_by = clock.now(), by
    invitation.save()
    if by and isinstance(invitation, Invitation) and by.pk != invitation.person_id:
        mail.tell_reply_entered(invitation, by=by)
    return invitation


@transaction.atomic
def remind(meeting: Meeting, *, by: User) -> int:
    """Reminds those who have not replied, each at most once a day. Returns how many. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        raise Refused(_("You can only send reminders for a convened meeting that has not started yet."))
    asked = 0
    silent = meeting.invitations.filter(withdrawn_at=None, reply="").select_related("person", "agency")
    for one in silent:
        if not one.person.email or not Told.once("reply-wanted", one.pk, f"{clock.today():%Y-%m-%d}"):
            continue
        asked += mail.ask_again(one, by=by)
    return asked
