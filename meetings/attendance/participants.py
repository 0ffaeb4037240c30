"""The list of participants, for the door, the building passes and the record.

Before a meeting it has who is expected: the replies, and attendance recorded already. Once the meeting has
begun and attendance is recorded, it has who came. Invited participants are listed apart.
"""

from typing import NamedTuple

from meetings.attendance import queries
from meetings.attendance.models import Attendance
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting.models import Meeting

Reply = Invitation.Reply
How = Attendance.How
COLUMNS = ("Agency or organization", "Name", "Capacity", "Attendance", "Guest")


class Participant(NamedTuple):
    """One row of the list."""

    whence: str
    name: str
    capacity: str
    how: str
    is_guest: bool = False


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


def are_known(meeting: Meeting) -> bool:
    """Returns whether the list has who came rather than who is expected."""
    return meeting.has_begun and (
        meeting.attendance.exclude(present=None).exists() or meeting.guests.exists()
    )


def participants_of(meeting: Meeting) -> Participants:
    """Returns who came, if that is known; else who is expected."""
    return attendees(meeting) if are_known(meeting) else expected_participants(meeting)


def attendees(meeting: Meeting) -> Participants:
    """Returns who came, as recorded."""
    agencies = [_written(row) for row in meeting.attendance.select_related("agency")]
    guests = [
        Participant(one.organization, one.name, one.capacity, "heard", is_guest=True)
        for one in meeting.guests.all()
    ]
    return Participants("List of participants", agencies, guests, [])


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
    return Participants("Expected participants", agencies, guests, silent)


def _written(row: Attendance) -> Participant:
    if row.how == How.REPRESENTED and row.represented_by:
        name = f"{row.represented_by}, for {row.name}" if row.name else row.represented_by
        return Participant(str(row.agency), name, row.capacity, "represented")
    return Participant(str(row.agency), row.name, row.capacity, row.words)


def _replied(invitation: Invitation) -> Participant:
    agency, person = str(invitation.agency), invitation.person.name
    if invitation.reply == Reply.REPRESENTED:
        return Participant(
            agency, invitation.represented_by, f"for {person}" if person else "", "represented"
        )
    return Participant(agency, person, invitation.get_role_display(), invitation_queries.in_words(invitation))


def _declines(invitation: Invitation | GuestInvitation) -> bool:
    return invitation.reply == Reply.NOT_COMING
