"""The reply to an invitation: by the link in the mail, in the portal, or entered by others."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.said import assists
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
    invitation: Invitation | GuestInvitation,
    *,
    reply: str,
    represented_by: str = "",
    by: User | None,
    by_link: bool = False,
) -> Invitation | GuestInvitation:
    """Saves a reply, until the meeting begins. Returns the invitation. Raises `Refused`.

    `by_link` if it came by the link in a mail to `by`; None is the link of whoever is invited. That is
    confirmed by mail. If somebody else enters it, the person is told.
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
    said_before = _said(invitation)
    if by is None:
        by, by_link = (invitation.person if isinstance(invitation, Invitation) else None), True
    invitation.reply, invitation.represented_by = reply, represented_by
    invitation.replied_at, invitation.replied_by, invitation.by_link = clock.now(), by, by_link
    invitation.as_assistant = bool(
        by and isinstance(invitation, Invitation) and assists(by, invitation.person, invitation.agency)
    )
    invitation.link_of = by if by_link else None
    invitation.save()
    if by_link:
        if _said(invitation) != said_before:
            mail.confirm_said_by_link(invitation)
    elif by and isinstance(invitation, Invitation) and by.pk != invitation.person_id:
        mail.tell_reply_entered(invitation, by=by)
    return invitation


def _said(invitation: Invitation | GuestInvitation) -> tuple:
    """Returns what was said and how, to see whether it changed."""
    return invitation.reply, invitation.represented_by, invitation.replied_by_id, invitation.by_link


@transaction.atomic
def remind(meeting: Meeting, *, by: User) -> int:
    """Reminds those who have not replied, each at most once a day. Returns how many. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        raise Refused(_("You can only send reminders for a convened meeting that has not started yet."))
    asked = 0
    silent = meeting.invitations.filter(withdrawn_at=None, reply="").select_related("person", "agency")
    for one in silent:
        is_reached = one.person.email or mail.assistants_invited(one)
        if not is_reached or not Told.once("reply-wanted", one.pk, f"{clock.today():%Y-%m-%d}"):
            continue
        asked += mail.ask_again(one, by=by)
    return asked
