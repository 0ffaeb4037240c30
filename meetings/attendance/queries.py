"""Who is expected at a meeting, and what is recorded about each."""

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency
from foundation.text import sorting
from foundation.text.words import listed
from meetings.attendance.models import Attendance
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import Invitation
from meetings.meeting.models import Meeting

How = Attendance.How
COME = {Invitation.Reply.COMING, Invitation.Reply.REMOTELY, Invitation.Reply.REPRESENTED}


@dataclass
class Line:
    """Somebody who is expected or came: what is recorded about them, and what they replied."""

    agency: Agency
    row: Attendance | None = None
    invitation: Invitation | None = None

    @property
    def key(self) -> str:
        """The key by which a page names the line: that of its row, else its invitation, else its agency."""
        if self.row:
            return f"row-{self.row.pk}"
        return (
            f"invited-{self.invitation.pk}" if self.invitation and self.name else f"agency-{self.agency.pk}"
        )

    @property
    def name(self) -> str:
        """The name as recorded, else of the person who replied that they come; "" if nobody is named."""
        if self.row:
            return self.row.name
        return self.invitation.person.name if self.invitation and self.invitation.reply in COME else ""

    @property
    def how(self) -> str:
        """How they took part; "" if that is not recorded. An archive says only whether they were present."""
        if self.row is None:
            return ""
        return self.row.how or {True: How.PRESENT, False: How.APOLOGIES, None: ""}[self.row.present]

    @property
    def is_there(self) -> bool:
        """Whether they take part: in the room, remotely, or represented."""
        return Attendance.THERE.get(self.how, False)

    @property
    def represented_by(self) -> str:
        """Who comes in their place: as recorded, else as they replied."""
        if self.row and self.row.represented_by:
            return self.row.represented_by
        return self.invitation.represented_by if self.invitation else ""

    @property
    def said(self) -> str:
        """What they replied to the invitation, in words."""
        return (
            invitation_queries.in_words(self.invitation) if self.invitation and self.invitation.reply else ""
        )


def lines(meeting: Meeting) -> list[Line]:
    """Returns a line for each member of that day, each person who replied, and each record, by agency.

    An agency without anybody by name has one line. It takes a fixed number of queries.
    """
    rows = meeting.attendance.select_related("agency")
    found = [Line(row.agency, row=row) for row in rows]
    replied = (
        meeting.invitations.valid().exclude(reply="").exclude(agency=None).select_related("person", "agency")
    )
    for invitation in sorted(replied, key=lambda one: one.reply not in COME):
        line = _line_of(invitation, found)
        if line is None:
            found.append(Line(invitation.agency, invitation=invitation))
        elif line.invitation is None:
            line.invitation = invitation
    there = {line.agency.pk for line in found}
    day = meeting.date.latest
    found += [Line(one.as_of(day)) for one in Agency.objects.members(on=day) if one.pk not in there]
    return sorted(found, key=lambda line: (sorting.key(line.agency), sorting.key(line.name)))


def _line_of(invitation: Invitation, found: list[Line]) -> Line | None:
    """Returns the line that this reply is about: one of its agency with the same name, or without a name."""
    own = [line for line in found if line.agency.pk == invitation.agency_id]
    named = [line for line in own if line.name == invitation.person.name]
    if named or invitation.reply in COME:
        unnamed = [line for line in own if not line.name and line.invitation is None]
        return next(iter(named or unnamed), None)
    return next(iter(own), None)


def recorded(rows: Iterable[Attendance]) -> dict[str, str]:
    """Returns who was `present` and who sent `apologies`, each as a list of names in words.

    It is what every page, print and report says. Whoever has no record is in neither list.
    """
    rows = list(rows)
    return {
        "present": listed(row.named for row in rows if row.present),
        "apologies": listed(row.named for row in rows if row.present is False),
    }


def counted(found: list[Line]) -> dict:
    """Returns how many have each kind of attendance, and how many have none (`open`)."""
    taken = [line.how for line in found]
    return {how.name.lower(): taken.count(how) for how in How} | {"open": taken.count("")}
