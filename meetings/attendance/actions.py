"""The verbs of attendance, as it is taken in the room: they record who came.

Each verb locks the meeting's row first and writes only its own line. So two people who record at once lose
nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from foundation.verbs import Refused
from meetings.attendance.models import Attendance
from meetings.invitations.models import Guest, GuestInvitation
from meetings.meeting.locks import locked, next_position, open_minutes
from meetings.meeting.models import Meeting

How = Attendance.How


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
    """Records how an agency, or a person for it, takes part; an empty `how` undoes that.

    Returns the row, or None if there is none any more. Without a `row` it changes the row of that name, or
    the agency's own, even if somebody else has entered it meanwhile. Raises `Refused` if the minutes are
    adopted.
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
        found.delete()  # the row holds nothing but the mark
        return None
    found.how, found.present = how, Attendance.THERE.get(how)
    found.represented_by = represented_by.strip() if how == How.REPRESENTED else ""
    found.save()
    return found


@transaction.atomic
def add(meeting: Meeting, *, agency: Agency, name: str, capacity: str, how: str, by: User) -> Attendance:
    """Adds somebody who came unexpectedly, or one more person of an agency. Returns the row.

    Raises `Refused`.
    """
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
    """Adds somebody from outside who was heard. Returns the row. Raises `Refused`."""
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
    """Records that an invited participant was heard, or was not after all. A second call changes nothing.

    Raises `Refused`.
    """
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
    """Changes what the list of participants says about somebody. Returns the row. Raises `Refused`."""
    open_minutes(locked(line.meeting))
    found = _there(line)
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def take_out(line: Attendance | Guest, *, by: User) -> None:
    """Deletes a row that was entered by mistake. Raises `Refused`."""
    open_minutes(locked(line.meeting))
    _there(line).delete()


def _there(line):
    found = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("Somebody has removed this entry in the meantime."))
    return found
