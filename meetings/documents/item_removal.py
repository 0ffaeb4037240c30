"""What happens to the document of an item that is taken off the agenda: it is proposed to the chair again."""

from agencies.models import User
from meetings.agenda.models import AgendaItem
from meetings.documents.actions import propose_again


def before_removal(item: AgendaItem, *, by: User) -> int:
    """Takes the version of the document off the item, and proposes the document again.

    Returns 1 if it waits for an answer now, else 0.
    """
    if item.document_id is None:
        return 0
    item.papers.filter(document=item.document_id).delete()
    return int(propose_again(item, by=by) is not None)
