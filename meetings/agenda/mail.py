"""What the members are told of an agenda: that it is published, and what of it was changed after that."""

from django.db import transaction

from agencies.models import User
from agencies.people.mail import tell_members
from foundation.mail.backend import address
from foundation.mail.recall import Waiting, recall, recallable
from foundation.verbs import Refused
from meetings.agenda import order
from meetings.agenda.models import AgendaItem
from meetings.meeting import places
from meetings.meeting.audiences import SEES, Audience
from meetings.meeting.locks import locked, saved
from meetings.meeting.models import Meeting


def mark(items: list[AgendaItem], meeting: Meeting) -> None:
    """Gives each item that was added or changed after the agenda was published its `mark` and the day."""
    for item in items:
        item.mark = ""
        if meeting.published_at and item.changed_at and item.changed_at > meeting.published_at:
            item.mark = "changed" if item.revision else "new"


def for_members(meeting: Meeting) -> list[AgendaItem]:
    """The items that all members may read, with the numbers and marks that they have on the page."""
    items = order.numbered(meeting.agenda.all())
    mark(items, meeting)
    return [item for item in items if item.restricted in SEES[Audience.MEMBERS]]


def batch_of(meeting: Meeting) -> str:
    """The name under which the mail of the last publication can be taken back."""
    return f"agenda-{meeting.pk}-{meeting.revision}"


def tell_published(meeting: Meeting, *, by: User) -> int:
    return _tell(meeting, "published", f"Provisional agenda: {meeting}", for_members(meeting), by=by)


@transaction.atomic
def tell_changes(meeting: Meeting, *, by: User) -> int:
    """Tells the members what was added or changed since. Gives to how many. Raises `Refused`."""
    meeting = locked(meeting)
    changed = [item for item in for_members(meeting) if item.mark]
    if not meeting.agenda_is_out or not changed:
        raise Refused("Nothing that all members may read was changed since they were told.")
    saved(meeting)
    return _tell(meeting, "changed", f"Agenda changed: {meeting}", changed, by=by)


def _tell(meeting: Meeting, what: str, subject: str, items, *, by: User) -> int:
    return tell_members(
        subject=subject,
        template=f"meetings/agenda/mail/agenda_{what}.txt",
        context={"meeting": meeting, "items": items, "when": places.when(meeting)},
        link=address(f"{meeting.get_absolute_url()}#agenda"),
        batch=batch_of(meeting),
        but=by,
    )


def waiting(meeting: Meeting) -> Waiting:
    return recallable(batch_of(meeting))


@transaction.atomic
def take_back(meeting: Meeting, *, by: User) -> str:
    """Within the minute before anybody is told: the agenda is private again. Raises `Refused` if too late."""
    meeting = locked(meeting)
    came = recall(batch_of(meeting))
    if not came.people:
        raise Refused(f"{came.sentence} Change the agenda, and tell the members of the changes.")
    if came.gone or meeting.agenda_state != Meeting.Agenda.PROVISIONAL:
        return came.sentence
    if any(item.changed_at and item.changed_at > meeting.published_at for item in meeting.agenda.all()):
        return came.sentence  # it was out before: only the changes are told to nobody
    meeting.agenda_state, meeting.published_at = Meeting.Agenda.PRIVATE, None
    saved(meeting)
    return f"{came.sentence} The agenda is private again."
