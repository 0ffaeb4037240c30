"""What is read of invitations: replies in words and in numbers, and what guests see and who sees them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from agencies.people.rules import own_agencies
from meetings.agenda import order, papers
from meetings.agenda.models import AgendaItem
from meetings.invitations.models import GuestInvitation, GuestItem, Invitation, Replied
from meetings.meeting.audiences import SEES, Audience
from meetings.meeting.models import Meeting


def in_words(invitation: Invitation | GuestInvitation) -> str:
    """The reply in words: "represented by A. Deputy"; "not answered" where there is none."""
    if invitation.reply == Replied.Reply.REPRESENTED:
        return f"represented by {invitation.represented_by}"
    return str(invitation.get_reply_display()) if invitation.reply else "not answered"


def counted(invitations: Iterable[Invitation]) -> list[tuple[str, int]]:
    """How many replied what, in the order of the replies; those who have not replied last."""
    found = dict.fromkeys([*Replied.Reply.values, ""], 0)
    for one in invitations:
        found[one.reply] += 1
    words = dict(Replied.Reply.choices) | {"": "not answered"}
    return [(words[reply], count) for reply, count in found.items() if count]


def known_guests(user, meeting: Meeting) -> QuerySet[GuestInvitation]:
    """The guests that a person may know of: those invited, and whom their own agency asked for."""
    guests = meeting.guest_invitations.select_related("asked_by", "entered_by", "answered_by", "heard_as")
    guests = guests.prefetch_related("items")
    if user.has_perm("meetings.see_answers", meeting):
        return guests
    return guests.filter(state=GuestInvitation.State.INVITED) | guests.filter(asked_by__in=own_agencies(user))


def covered_items(guest: GuestInvitation) -> list[AgendaItem]:
    """The items that the invitation covers, each with its `shown_papers`, as far as guests may read them.

    Who is to be heard on an item sees its parts as well.
    """
    meeting = guest.meeting
    if not meeting.agenda_is_out:
        return []
    items = order.numbered(meeting.agenda.all())
    order.set_times(items, meeting)
    # Asked of the rows: an item that guests no longer see must not open the whole meeting to them.
    only = set(GuestItem.objects.filter(guest=guest).values_list("item", flat=True))
    if only:
        only = {part.pk for item in items if item.pk in only for part in order.block(items, item)}
        items = [item for item in items if item.pk in only]
    found = [item for item in items if item.restricted in SEES[Audience.GUESTS]]
    papers.with_files(found)
    for item in found:
        item.shown_papers = [paper for paper in item.shown_papers if paper.current]
    return found
