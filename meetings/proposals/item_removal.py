"""What happens to the proposals behind an item that is taken off the agenda: they wait for an answer
again.
"""

from agencies.models import User
from meetings.agenda.models import AgendaItem
from meetings.proposals.mail import tell_answer
from meetings.proposals.models import Proposal
from meetings.proposals.states import open_again, save


def before_removal(item: AgendaItem, *, by: User) -> int:
    """Reopens the item's proposals and tells their agencies. Returns how many wait on their own again."""
    waiting = 0
    for proposal in Proposal.objects.select_for_update().filter(item=item).order_by("pk"):
        if proposal.merged_into_id:  # it waits with the one that it was merged into
            proposal.item = None
            save(proposal)
        else:
            open_again(proposal)
            tell_answer(proposal, "reopened", by=by)
            waiting += 1
    return waiting
