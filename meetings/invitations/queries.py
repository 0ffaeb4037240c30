"""Replies in words and numbers, whom to invite, and what invited participants may see."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, Appointment
from agencies.people.rules import own_agencies
from foundation.dates import clock
from meetings.agenda import order, papers
from meetings.agenda.models import AgendaItem
from meetings.invitations.models import GuestInvitation, GuestItem, Invitation, Replied
from meetings.meeting.audiences import SEES, Audience
from meetings.meeting.models import Meeting

Reply = Replied.Reply
Role = Appointment.Role
PREFERRED: dict[str, tuple[str, ...]] = {
    Meeting.Level.PRINCIPALS: (Role.PRINCIPAL, Role.ALTERNATE, Role.FOCAL_POINT),
    Meeting.Level.WORKING: (Role.FOCAL_POINT, Role.ALTERNATE, Role.PRINCIPAL),
}


def in_words(invitation: Invitation | GuestInvitation) -> str:
    """Returns the reply: "attending", "represented by A. Deputy"; "no reply yet" if there is none."""
    if invitation.reply == Reply.REPRESENTED:
        return _("represented by %(person)s") % {"person": invitation.represented_by}
    words = {
        Reply.COMING: _("attending"),
        Reply.REMOTELY: _("attending remotely"),
        Reply.NOT_COMING: _("not attending"),
    }
    return words.get(invitation.reply) or _("no reply yet")


def counted(invitations: Iterable[Invitation]) -> list[str]:
    """Returns how many gave each reply, such as "6 attending", those without a reply last."""
    counts = Counter(one.reply for one in invitations)
    return [_so_many(reply, counts[reply]) for reply in [*Reply.values, ""] if counts[reply]]


def _so_many(reply: str, count: int) -> str:
    words = {
        Reply.COMING: ngettext("%(count)s attending", "%(count)s attending", count),
        Reply.REMOTELY: ngettext("%(count)s attending remotely", "%(count)s attending remotely", count),
        Reply.REPRESENTED: ngettext("%(count)s represented", "%(count)s represented", count),
        Reply.NOT_COMING: ngettext("%(count)s not attending", "%(count)s not attending", count),
        "": ngettext("%(count)s has not replied", "%(count)s have not replied", count),
    }
    return words[reply] % {"count": count}


def known_guests(user, meeting: Meeting) -> QuerySet[GuestInvitation]:
    """Returns the participants that the user may know of: those invited, and those their own agency asked
    for.
    """
    guests = meeting.guest_invitations.select_related("asked_by", "entered_by", "answered_by", "heard_as")
    guests = guests.prefetch_related("items")
    if user.has_perm("meetings.see_answers", meeting):
        return guests
    return guests.filter(state=GuestInvitation.State.INVITED) | guests.filter(asked_by__in=own_agencies(user))


def covered_items(guest: GuestInvitation) -> list[AgendaItem]:
    """Returns the items that the invitation covers and participants may read, with `shown_papers`.

    An invitation to an item covers its sub-items. None before the agenda is published.
    """
    meeting = guest.meeting
    if not meeting.agenda_is_out:
        return []
    items = order.numbered(meeting.agenda.all())
    order.set_times(items, meeting)
    # Ask the database for the items: if one is restricted later, that must not open the whole meeting.
    only = set(GuestItem.objects.filter(guest=guest).values_list("item", flat=True))
    if only:
        only = {part.pk for item in items if item.pk in only for part in order.block(items, item)}
        items = [item for item in items if item.pk in only]
    found = [item for item in items if item.restricted in SEES[Audience.GUESTS]]
    papers.with_files(found)
    for item in found:
        item.shown_papers = [paper for paper in item.shown_papers if paper.current]
    return found


def invitees(meeting: Meeting) -> list[Appointment]:
    """Returns whom to invite: for each member of that day, the people in the preferred role."""
    return preferred_people(meeting, acting_people(meeting))


def acting_people(meeting: Meeting) -> list[Appointment]:
    """Returns who acts for a member on the day of the meeting, or today if that is past."""
    day = max(meeting.date.earliest, clock.today())
    members = Agency.objects.members(on=day)
    return list(
        Appointment.objects.on(day)
        .filter(Q(agency__in=members) | Q(agency__part_of__in=members), person__is_active=True)
        .select_related("person", "agency")
        .order_by("agency__acronym", "pk")
    )


def preferred_people(meeting: Meeting, acting: list[Appointment]) -> list[Appointment]:
    """Returns the people in the first role that each agency has, by the order for that level."""
    of_agency: dict[int, dict[str, list]] = {}
    for one in acting:
        of_agency.setdefault(one.agency_id, {}).setdefault(one.role, []).append(one)
    found: dict[int, Appointment] = {}
    for roles in of_agency.values():
        for one in next((roles[role] for role in PREFERRED[meeting.level] if role in roles), ()):
            found.setdefault(one.person_id, one)
    return list(found.values())


def count_missing(meeting: Meeting) -> int:
    """Returns how many people were appointed after the meeting was convened and are not invited yet."""
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        return 0
    standing = set(meeting.invitations.filter(withdrawn_at=None).values_list("person", flat=True))
    return sum(one.person_id not in standing for one in invitees(meeting))
