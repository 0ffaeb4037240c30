"""Attendance, as it is taken in the room: who is expected, and the verbs that write down who came.

Each verb locks the meeting's row first and writes only its own line, so that two people who take it at once
lose nothing.
"""

from dataclasses import dataclass

from django.db import transaction

from agencies.models import Agency, User
from foundation.text.lengths import NAME
from foundation.verbs import Refused
from meetings.attendance.models import Attendance
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import Guest, GuestInvitation, Invitation
from meetings.meeting.locks import locked, next_position, open_minutes
from meetings.meeting.models import Meeting

How = Attendance.How
LONGEST = NAME  # characters of who represents somebody
COME = {Invitation.Reply.COMING, Invitation.Reply.REMOTELY, Invitation.Reply.REPRESENTED}


@dataclass
class Line:
    """One that is expected or came: what is written down of them, or what they said beforehand."""

    agency: Agency
    row: Attendance | None = None
    invitation: Invitation | None = None

    @property
    def key(self) -> str:
        """How a page names it: by its row, else the invitation, else the agency."""
        if self.row:
            return f"row-{self.row.pk}"
        return (
            f"invited-{self.invitation.pk}" if self.invitation and self.name else f"agency-{self.agency.pk}"
        )

    @property
    def name(self) -> str:
        """Who it is: as written down, else who replied that they come; empty where nobody is named."""
        if self.row:
            return self.row.name
        return self.invitation.person.name if self.invitation and self.invitation.reply in COME else ""

    @property
    def how(self) -> str:
        """What was taken. Of what came with an archive only whether they were there is known."""
        if self.row is None:
            return ""
        return self.row.how or {True: How.PRESENT, False: How.APOLOGIES, None: ""}[self.row.present]

    @property
    def is_there(self) -> bool:
        """Whether they are at the meeting, in the room or from afar, or represented."""
        return Attendance.THERE.get(self.how, False)

    @property
    def represented_by(self) -> str:
        """Who comes in their place: as written down, else as they replied."""
        if self.row and self.row.represented_by:
            return self.row.represented_by
        return self.invitation.represented_by if self.invitation else ""

    @property
    def said(self) -> str:
        """What they replied to the invitation."""
        return (
            invitation_queries.in_words(self.invitation) if self.invitation and self.invitation.reply else ""
        )


def lines(meeting: Meeting) -> list[Line]:
    """All members of the day, those who said that they come, and whoever is written down, by agency.

    An agency that has nobody by name has one line. In a fixed number of queries.
    """
    rows = meeting.attendance.select_related("agency")
    found = [Line(row.agency, row=row) for row in rows]
    replied = (
        meeting.invitations.standing()
        .exclude(reply="")
        .exclude(agency=None)
        .select_related("person", "agency")
    )
    for invitation in sorted(replied, key=lambda one: one.reply not in COME):
        line = _line_of(invitation, found)
        if line is None:
            found.append(Line(invitation.agency, invitation=invitation))
        elif line.invitation is None:
            line.invitation = invitation
    there = {line.agency.pk for line in found}
    found += [Line(one) for one in Agency.objects.members(on=meeting.date.latest) if one.pk not in there]
    return sorted(found, key=lambda line: (str(line.agency).casefold(), line.name.casefold()))


def _line_of(invitation: Invitation, found: list[Line]) -> Line | None:
    """The line that this reply is about, among those of its agency: of the same name, or of no name."""
    own = [line for line in found if line.agency.pk == invitation.agency_id]
    named = [line for line in own if line.name == invitation.person.name]
    if named or invitation.reply in COME:
        unnamed = [line for line in own if not line.name and line.invitation is None]
        return next(iter(named or unnamed), None)
    return next(iter(own), None)


def counted(found: list[Line]) -> dict:
    """How many of each, for the line on top."""
    taken = [line.how for line in found]
    return {how.name.lower(): taken.count(how) for how in How} | {"open": taken.count("")}


@transaction.atomic
def mark(
    meeting: Meeting,
    *,
    agency: Agency,
    how: str,
    by: User,
    row: Attendance | None = None,
    name: str = "",
    represented_by: str = "",
) -> Attendance | None:
    """Records how an agency, or a person for it, is there; an empty `how` takes that back. Returns the row.

    Without a `row` it is the one of that name, or the agency's own, whoever has entered it meanwhile.
    """
    meeting = locked(meeting)
    open_minutes(meeting)
    rows = meeting.attendance.filter(agency=agency)
    if row:
        found = rows.filter(pk=row.pk).first()
    else:
        found = rows.filter(name=name).first() or (None if name else rows.first())
    if found is None:
        if not how:
            return None
        found = Attendance(
            meeting=meeting, agency=agency, name=name, position=next_position(meeting.attendance)
        )
    elif not (how or found.name or found.capacity):
        found.delete()  # nothing is known of it but that it was pressed
        return None
    found.how, found.present = how, Attendance.THERE.get(how)
    found.represented_by = represented_by.strip() if how == How.REPRESENTED else ""
    found.save()
    return found


@transaction.atomic
def add(meeting: Meeting, *, agency: Agency, name: str, capacity: str, how: str, by: User) -> Attendance:
    """Adds somebody who came unexpectedly, or one more person of an agency. Raises `Refused`."""
    meeting = locked(meeting)
    open_minutes(meeting)
    found = meeting.attendance.filter(agency=agency, name=name).first()
    if found is None:
        found = meeting.attendance.filter(agency=agency, name="", capacity="").first()  # now with a name
    if found is None:
        found = Attendance(meeting=meeting, agency=agency, position=next_position(meeting.attendance))
    found.name, found.capacity = name, capacity or found.capacity
    found.how, found.present, found.represented_by = how, Attendance.THERE[how], ""
    found.save()
    return found


@transaction.atomic
def add_guest(meeting: Meeting, *, organization: str, name: str, capacity: str, by: User) -> Guest:
    """Adds somebody from outside who was heard. Raises `Refused`."""
    meeting = locked(meeting)
    open_minutes(meeting)
    return Guest.objects.create(
        meeting=meeting,
        position=next_position(meeting.guests),
        organization=organization,
        name=name,
        capacity=capacity,
    )


@transaction.atomic
def hear(invited: GuestInvitation, *, heard: bool, by: User) -> None:
    """Records that an invited guest was heard, or was not after all. Done twice it changes nothing more."""
    meeting = locked(invited.meeting)
    open_minutes(meeting)
    invited = GuestInvitation.objects.select_for_update().get(pk=invited.pk)
    if heard and invited.heard_as_id is None:
        who = {name: getattr(invited, name) for name in ("organization", "name", "capacity")}
        position = next_position(meeting.guests)
        invited.heard_as = Guest.objects.create(meeting=meeting, position=position, **who)
        invited.save()
    elif not heard and invited.heard_as_id:
        Guest.objects.filter(pk=invited.heard_as_id).delete()


@transaction.atomic
def change(line: Attendance | Guest, *, changes: dict, by: User) -> Attendance | Guest:
    """Changes what the list of participants says of somebody. Raises `Refused`."""
    open_minutes(locked(line.meeting))
    found = _there(line)
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def take_out(line: Attendance | Guest, *, by: User) -> None:
    """Deletes what was entered by mistake. Raises `Refused`."""
    open_minutes(locked(line.meeting))
    _there(line).delete()


def _there(line):
    found = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Refused("Somebody has taken this line out meanwhile.")
    return found
