"""The list of participants, for the door, the building passes and the record.

Before a meeting it has who is expected: the replies, and attendance recorded already. Once the meeting has
begun and attendance is recorded, it has who came. Invited participants are listed apart.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.attendance import queries
from meetings.attendance.models import Attendance
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import Guest, GuestInvitation, Invitation
from meetings.meeting.models import Meeting

Reply = Invitation.Reply
How = Attendance.How


def columns() -> list[str]:
    """Returns the column titles of the list as a spreadsheet."""
    return [
        _("Agency or organization"),
        _("Name"),
        _("Title or role"),
        _("Attendance"),
        _("Invited participant"),
    ]


class Participant(NamedTuple):
    """One row of the list."""

    whence: str
    name: str
    capacity: str
    how: str
    is_guest: bool = False
    is_there: bool = True  # False with apologies


class Participants(NamedTuple):
    """The list. Agencies and invited participants are apart."""

    title: str
    agencies: list[Participant]
    guests: list[Participant]
    silent: list[str]  # the agencies that have not replied

    @property
    def rows(self) -> list[Participant]:
        """All rows, agencies first."""
        return self.agencies + self.guests

    @property
    def counts(self) -> str:
        """How many take part and how many sent apologies: "6 from agencies · 1 invited participant"."""
        kinds = [one.is_there for one in self.agencies]
        there, apologies = kinds.count(True), kinds.count(False)
        guests = len(self.guests)
        said = [
            (there, ngettext("%(count)s from an agency", "%(count)s from agencies", there)),
            (guests, ngettext("%(count)s invited participant", "%(count)s invited participants", guests)),
            (apologies, ngettext("%(count)s with apologies", "%(count)s with apologies", apologies)),
        ]
        parts = [words % {"count": count} for count, words in said if count]
        return " · ".join(parts if there or guests else [_("No participants recorded"), *parts])


def are_known(meeting: Meeting, recorded: tuple[list[Attendance], list[Guest]] | None = None) -> bool:
    """Returns whether the list has who came rather than who is expected.

    Without all that is `recorded` of the meeting, it asks for it.
    """
    if not meeting.has_begun:
        return False
    if recorded is not None:
        attendance, guests = recorded
        return bool(guests) or any(row.present is not None for row in attendance)
    return meeting.attendance.exclude(present=None).exists() or meeting.guests.exists()


def participants_of(meeting: Meeting) -> Participants:
    """Returns who came, if that is known; else who is expected."""
    return attendees(meeting) if are_known(meeting) else expected_participants(meeting)


def attendees(meeting: Meeting) -> Participants:
    """Returns who came and who sent apologies, as recorded."""
    rows = meeting.attendance.exclude(present=None).select_related("agency")
    agencies = [_written(row) for row in rows]
    guests = [
        Participant(one.organization, one.name, one.capacity, _("present"), is_guest=True)
        for one in meeting.guests.all()
    ]
    return Participants(_("List of participants"), agencies, guests, [])


def expected_participants(meeting: Meeting) -> Participants:
    """Returns who is expected, without those who decline. Agencies without a reply are in `silent`."""
    agencies, silent = [], []
    for line in queries.lines(meeting):
        if line.how == How.APOLOGIES or (not line.how and line.invitation and _declines(line.invitation)):
            continue
        if line.row and (line.how or line.row.name or not line.invitation):
            agencies.append(_written(line.row))
        elif line.invitation:
            agencies.append(_replied(line.invitation))
        else:
            silent.append(str(line.agency))
    invited = meeting.guest_invitations.filter(state=GuestInvitation.State.INVITED)
    guests = [
        Participant(one.organization, one.name, one.capacity, invitation_queries.in_words(one), is_guest=True)
        for one in invited
        if not _declines(one)
    ]
    return Participants(_("Expected participants"), agencies, guests, silent)


def _written(row: Attendance) -> Participant:
    if row.how == How.REPRESENTED and row.represented_by:
        name = row.represented_by
        if row.name:
            name = _("%(representative)s, for %(person)s") % {"representative": name, "person": row.name}
        return Participant(str(row.agency), name, row.capacity, _("represented"))
    return Participant(str(row.agency), row.name, row.capacity, row.words, is_there=row.present is not False)


def _replied(invitation: Invitation) -> Participant:
    agency, person = str(invitation.agency), invitation.person.name
    if invitation.reply == Reply.REPRESENTED:
        role = _("for %(person)s") % {"person": person} if person else ""
        return Participant(agency, invitation.represented_by, role, _("represented"))
    role = str(invitation.get_role_display())
    return Participant(agency, person, role, invitation_queries.in_words(invitation))


def _declines(invitation: Invitation | GuestInvitation) -> bool:
    return invitation.reply == Reply.NOT_COMING
