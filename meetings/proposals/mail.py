"""The mails to agencies about their proposals."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from agencies.people.mail import tell_agency
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.recall import recall, recallable
from meetings.proposals.models import Proposal, Support

SUBJECTS = {
    "taken_up": _("Topic accepted: %(topic)s"),
    "merged": _("Topic merged: %(topic)s"),
    "deferred": _("Topic deferred: %(topic)s"),
    "declined": _("Topic declined: %(topic)s"),
    "reopened": _("Topic reopened: %(topic)s"),
    "proposed": _("Topic entered for %(agency)s: %(topic)s"),
    "changed": _("Topic changed for %(agency)s: %(topic)s"),
    "withdrawn": _("Topic withdrawn for %(agency)s: %(topic)s"),
    "supported": _("Support entered for %(agency)s: %(topic)s"),
}


def tell_answer(proposal: Proposal, verb: str, *, by: User) -> None:
    """Tells the proposing agency and those whose proposals were merged into it.

    The mails go out after a minute. Until then the answer can be undone.
    """
    batch = _batch_of(proposal)
    tell(proposal, verb, by=by, batch=batch)
    for other in proposal.merged.select_related("proposed_by"):
        if other.proposed_by_id != proposal.proposed_by_id:
            tell(proposal, verb, by=by, agency=other.proposed_by, other=other, batch=batch)


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
    *,
    by: User,
    agency: Agency | None = None,
    other: Proposal | Support | None = None,
    batch: str = "",
) -> None:
    """Writes to the focal points of the proposing agency, or of `agency`.

    `other` is the proposal or the support of that agency.
    """
    agency = agency or proposal.proposed_by
    tell_agency(
        agency,
        subject=SUBJECTS[verb] % {"agency": agency, "topic": proposal.title},
        template=f"meetings/proposals/mail/proposal_{verb}.txt",
        context={
            "proposal": proposal,
            "other": other,
            "by": by,
            "address": address(reverse("proposals:proposal_detail", args=[proposal.pk])),
        },
        but=by,
        batch=batch,
        kind=Kind.PROPOSALS,
        thread=f"proposal-{proposal.pk}",
    )
