"""The mail about a document that is referred to a meeting, to everybody who was asked to clear it."""

from django.utils.translation import gettext as _

from agencies.models import Agency, User
from documents.clearance.outcome_mail import tell_asked
from documents.models import Document
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal


def tell_on_agenda(document: Document, item: AgendaItem, *, by: User) -> int:
    """Tells that a document is on an agenda. Returns how many are told.

    A meeting that the members do not know of is not named.
    """
    if item.meeting.members_know:
        said = _("%(who)s referred “%(document)s”, version %(number)s, to %(meeting)s, for decision.")
    else:
        said = _(
            "%(who)s referred “%(document)s”, version %(number)s, to a meeting that is being planned, for "
            "decision."
        )
    return _tell(document, f"item-{item.pk}", said, by.shown, item.meeting, by=by)


def tell_asked_for(document: Document, proposal: Proposal, *, by: User) -> int:
    """Tells that an agency asked the chair to put a document on an agenda. Returns how many are told."""
    meeting = proposal.meeting
    if meeting and meeting.members_know:
        said = _(
            "%(who)s asked the chair to put “%(document)s”, version %(number)s, on the agenda of "
            "%(meeting)s, for decision."
        )
    else:
        said = _(
            "%(who)s asked the chair to put “%(document)s”, version %(number)s, on the agenda of the next "
            "suitable meeting, for decision."
        )
    return _tell(document, f"proposal-{proposal.pk}", said, proposal.proposed_by, meeting, by=by)


def _tell(
    document: Document, key: str, said: str, who: Agency | str, meeting: Meeting | None, *, by: User
) -> int:
    version = document.current
    return tell_asked(
        document,
        key=f"referred-{key}",
        what=_("referred to a meeting"),
        said=said
        % {
            "who": who,
            "document": document,
            "number": version.number if version else "",
            "meeting": meeting.named if meeting else "",
        },
        by=by,
    )
