"""The mails to agencies about their proposals."""

from django.urls import reverse

from agencies.models import Agency, User
from agencies.people.mail import tell_agency
from foundation.mail.backend import address
from foundation.mail.recall import recall, recallable
from meetings.proposals.models import Proposal, Support


def tell_answer(proposal: Proposal, verb: str, what: str, *, by: User) -> None:
    """Tells the proposing agency and those whose proposals were merged into it.

    The mails go out after a minute. Until then the answer can be undone.
    """
    subject, batch = f"{what}: {proposal.title}", _batch_of(proposal)
    tell(proposal, verb, subject, by=by, batch=batch)
    for other in proposal.merged.select_related("proposed_by"):
        if other.proposed_by_id != proposal.proposed_by_id:
            tell(proposal, verb, subject, by=by, agency=other.proposed_by, other=other, batch=batch)


def recall_answer(proposal: Proposal) -> bool:
    """Stops the mails about the last answer. Returns whether none of them has gone out."""
    found = recallable(_batch_of(proposal))
    return bool(found) and not found.gone and not recall(found.batch).gone


def _batch_of(proposal: Proposal) -> str:
    """Returns the name of the mails about the proposal's current answer."""
    return f"proposal-{proposal.pk}-{proposal.revision}"


def tell(
    proposal: Proposal,
    verb: str,
    subject: str,
    *,
    by: User,
    agency: Agency | None = None,
    other: Proposal | Support | None = None,
    batch: str = "",
) -> None:
    """Writes to the focal points of the proposing agency, or of `agency`.

    `other` is the proposal or the support of that agency.
    """
    tell_agency(
        agency or proposal.proposed_by,
        subject=subject,
        template=f"meetings/proposals/mail/proposal_{verb}.txt",
        context={
            "proposal": proposal,
            "other": other,
            "by": by,
            "address": address(reverse("proposals:proposal_detail", args=[proposal.pk])),
        },
        but=by,
        batch=batch,
    )
