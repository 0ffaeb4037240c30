"""Answers to an invitation: by the link of the mail, in the portal, or entered for somebody by the chair."""

from django.db import transaction

from agencies.models import User
from agencies.people.mail import tell
from foundation.dates import clock
from foundation.models import Told
from foundation.verbs import Refused
from meetings.invitations import links
from meetings.invitations.models import GuestInvitation, Invitation, Replied
from meetings.meeting import entries, places
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

Reply = Replied.Reply


@transaction.atomic
def answer(
    invitation: Invitation | GuestInvitation, *, reply: str, represented_by: str = "", by: User | None
) -> Invitation | GuestInvitation:
    """Keeps what they say, until the meeting begins. `by` is nobody where it came by the link of the mail.

    Entered by somebody else, the person is told. Raises `Refused`.
    """
    meeting = locked(invitation.meeting)
    invitation = type(invitation).objects.select_for_update().get(pk=invitation.pk)
    invitation.meeting = meeting
    over = links.ended(invitation) or ("This meeting is over." if meeting.is_over else "")
    if over:
        raise Refused(over)
    if reply not in Reply.values:
        raise Refused("Say whether you come: press one of the buttons.")
    represented_by = represented_by.strip() if reply == Reply.REPRESENTED else ""
    if reply == Reply.REPRESENTED and not represented_by:
        raise Refused("Say who comes in your place: their name goes to the chair.")
    invitation.reply, invitation.represented_by = reply, represented_by
    invitation.replied_at, invitation.replied_by = clock.now(), by
    invitation.save()
    if by and isinstance(invitation, Invitation) and by.pk != invitation.person_id:
        tell(
            [invitation.person],
            subject=f"Entered for you: {said(invitation)}, {meeting}",
            template="meetings/invitations/mail/reply_entered.txt",
            context={"meeting": meeting, "invitation": invitation, "said": said(invitation), "by": by},
            why="an answer was entered for you",
            link=links.address_of(invitation),
            private=True,
        )
    return invitation


def said(invitation: Invitation | GuestInvitation) -> str:
    """Their answer in words: "represented by A. Deputy"."""
    if invitation.reply == Reply.REPRESENTED:
        return f"represented by {invitation.represented_by}"
    return str(invitation.get_reply_display()) if invitation.reply else "not answered"


@transaction.atomic
def remind(meeting: Meeting, *, by: User) -> int:
    """Writes to those who have not answered, each at most once a day. Gives to how many. Raises `Refused`."""
    meeting = locked(meeting)
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        raise Refused("Only of a meeting that is called and ahead somebody is reminded.")
    asked = 0
    silent = meeting.invitations.filter(withdrawn_at=None, reply="").select_related("person", "agency")
    for one in silent:
        if not one.person.email or not Told.once("reply-wanted", one.pk, f"{clock.today():%Y-%m-%d}"):
            continue
        link = links.address_of(one)
        asked += tell(
            [one.person],
            subject=f"Do you come? {meeting}",
            template="meetings/invitations/mail/reply_wanted.txt",
            context={"meeting": meeting, "invitation": one, "when": places.when(meeting), "by": by},
            why=f"you are {one.role or 'appointed'} of {one.agency}, and have not answered",
            link=link,
            calendar=entries.request(meeting, one.person.email, name=one.person.name, link=link),
            private=True,
        )
    return asked


def counted(invitations) -> list[tuple[str, int]]:
    """How many say what, in the order of the answers; those who have not answered last."""
    found = dict.fromkeys([*Reply.values, ""], 0)
    for one in invitations:
        found[one.reply] += 1
    words = dict(Reply.choices) | {"": "not answered"}
    return [(words[reply], count) for reply, count in found.items() if count]
