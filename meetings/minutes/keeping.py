"""Who keeps the minutes of a meeting: one office at a time, so that no two are asked to write them.

It is the chair of the day. When a term ends, its agency keeps the minutes of its meetings, until it gives
them over to the chair. What came with an archive has nobody who is still writing, so the chair keeps it.
"""

from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds, powers_of
from chairmanship.rotation.rules import acts_as_chair
from foundation.dates import clock
from meetings.meeting.models import Meeting
from meetings.minutes.models import MinutesVersion


def chaired_in(meeting: Meeting, line: list[Chairmanship]) -> list[Chairmanship]:
    """Returns the terms of that line in which a meeting that was convened here lies."""
    if meeting.called_at is None:
        return []
    return [
        term for term in line if term.starts <= meeting.date.earliest and meeting.date.latest <= term.ends
    ]


def outgoing(meeting: Meeting, line: list[Chairmanship] | None = None) -> list[Chairmanship]:
    """Returns the past terms in which a meeting that was convened here lies; none if its chair still chairs.

    Without a `line` it reads the terms.
    """
    line, today = rotation.terms() if line is None else line, clock.today()
    own = chaired_in(meeting, line)
    chairing = {term.agency_id for term in line if term.starts <= today <= term.ends}
    goes_on = any(term.ends >= today or term.agency_id in chairing for term in own)
    return [] if goes_on else own


def keepers(meeting: Meeting, line: list[Chairmanship] | None = None) -> list[Chairmanship]:
    """Returns the past terms whose agencies keep the minutes; none if the chair of the day does."""
    return [] if meeting.given_over_at else outgoing(meeting, line)


def keeps(user, meeting: Meeting, line: list[Chairmanship] | None = None) -> bool:
    """Returns whether the minutes are the task of the user's office. Without a `line` it reads the terms."""
    terms = keepers(meeting, powers_of(user).around(meeting.date) if line is None else line)
    return any(holds(user, term) for term in terms) if terms else acts_as_chair.test(user)


def is_written_on(meeting: Meeting) -> bool:
    """Returns whether somebody has worked on the minutes since they were given over."""
    since = meeting.given_over_at
    if since is None:
        return False
    circulated = meeting.circulated_at is not None and meeting.circulated_at >= since
    return (
        circulated
        or MinutesVersion.objects.filter(item__meeting=meeting, saved_at__gte=since).exists()
        or meeting.minutes_files.filter(uploaded_at__gte=since).exists()
    )
