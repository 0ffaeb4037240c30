"""Who is expected at a meeting, and what is written down of each."""

from dataclasses import dataclass

from agencies.models import Agency
from meetings.attendance.models import Attendance
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import Invitation
from meetings.meeting.models import Meeting

How = Attendance.How
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
