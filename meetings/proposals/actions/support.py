"""The verbs with which other members support a proposed topic."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from foundation.verbs import Refused
from meetings.proposals.history import what_happened
from meetings.proposals.mail import tell
from meetings.proposals.models import Proposal, Support
from meetings.proposals.states import lock


@transaction.atomic
def support(proposal: Proposal, *, agency: Agency, by: User, words: str = "") -> Support:
    """Records that an agency supports a proposal. Returns the support.

    An agency supports it once; a second time changes its words. If others enter it for an agency, the agency
    is told. Raises `Refused` for the agency that proposed it, and if the chair has answered.
    """
    proposal = _open(proposal)
    if agency.pk == proposal.proposed_by_id:
        raise Refused(
            _("%(agency)s proposed this topic. Only other members can support it.") % {"agency": agency}
        )
    on_behalf = agency.pk not in own_agencies(by)
    said = {"words": words.strip(), "by": by, "on_behalf": on_behalf}
    kept, _is_new = Support.objects.update_or_create(proposal=proposal, agency=agency, defaults=said)
    if on_behalf:
        tell(proposal, "supported", by=by, agency=agency, other=kept)
    return kept


@transaction.atomic
def stop_supporting(support: Support, *, by: User) -> None:
    """Deletes a support. Raises `Refused` if the chair has answered."""
    _open(support.proposal)
    Support.objects.filter(pk=support.pk).delete()


def _open(proposal: Proposal) -> Proposal:
    proposal = lock(proposal)
    if not proposal.is_undecided:
        raise Refused(
            _("The chair has already answered this topic. %(what_happened)s")
            % {"what_happened": what_happened(proposal)}
        )
    return proposal
