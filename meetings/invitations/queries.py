"""Replies in words and numbers, whom to invite, and what invited participants may see."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, Appointment, Membership, User
from agencies.people.rules import own_agencies
from foundation.dates import clock
from foundation.mail import addresses
from meetings.agenda import order, papers, reading
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


def items_told(invitation: Invitation | GuestInvitation) -> list[AgendaItem]:
    """Returns the items that the mail of an invitation lists: what all members, or this guest, may read.

    None before the agenda is published. Items for principals only are on the page, not in the mail.
    """
    if isinstance(invitation, GuestInvitation):
        return covered_items(invitation)
    return reading.for_members(invitation.meeting) if invitation.meeting.agenda_is_out else []


def invitees(meeting: Meeting) -> list[Appointment]:
    """Returns whom to invite: for each member of that day, the people in the preferred role."""
    return preferred_people(meeting, acting_people(meeting))


def not_reached(meeting: Meeting) -> list[User]:
    """Returns those of the people to invite at whose address nobody can be reached."""
    people = {one.person_id: one.person for one in invitees(meeting)}
    return [people[pk] for pk in addresses.bad_of(people.values())]


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


def are_invited(meetings: list[Meeting]) -> dict[int, bool]:
    """Returns, by the key of each meeting, whether exactly those are invited who should be.

    It asks for `acting_people` once for all meetings.
    """
    days = {one.pk: max(one.date.earliest, clock.today()) for one in meetings}
    acting = _acting_on(set(days.values()))
    standing: dict[int, set[tuple[int, int]]] = {one.pk: set() for one in meetings}
    rows = Invitation.objects.filter(meeting__in=meetings, withdrawn_at=None).order_by()
    for meeting, person, agency in rows.values_list("meeting", "person", "agency"):
        standing[meeting].add((person, agency))
    found = {}
    for one in meetings:
        of_day = acting[days[one.pk]]
        for_whom = {(act.person_id, act.agency_id) for act in of_day}
        invited = {person for person, _agency in standing[one.pk]}
        missing = {act.person_id for act in preferred_people(one, of_day)} - invited
        found[one.pk] = not missing and standing[one.pk] <= for_whom
    return found


def _acting_on(days: set[dt.date]) -> dict[dt.date, list[Appointment]]:
    """Returns what `acting_people` does for each of the days, without the people themselves."""
    if not days:
        return {}
    first, last = min(days), max(days)
    appointments = (
        Appointment.objects.filter(Q(ends=None) | Q(ends__gte=first), starts__lte=last)
        .filter(person__is_active=True)
        .select_related("agency")
        .order_by("agency__acronym", "pk")
    )
    found = {
        day: [one for one in appointments if one.starts <= day and (one.ends is None or day <= one.ends)]
        for day in days
    }
    memberships = list(Membership.objects.touching(first, last))
    for day, acting in found.items():
        members = {
            one.agency_id
            for one in memberships
            if one.starts.latest <= day and (one.ends is None or day <= one.ends.earliest)
        }
        found[day] = [one for one in acting if members & {one.agency_id, one.agency.part_of_id}]
    return found


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
