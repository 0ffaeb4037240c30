"""What is open at a handover: proposed topics without an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.handover.checklist import Kind, Matter, outcomes
from meetings.proposals.handover import undecided_of
from meetings.proposals.models import Proposal

OUTCOMES = {
    Proposal.Answer.TAKEN_UP: gettext_lazy("Accepted."),
    Proposal.Answer.MERGED: gettext_lazy("Merged with another item."),
    Proposal.Answer.DECLINED: gettext_lazy("Declined."),
    Proposal.Answer.WITHDRAWN: gettext_lazy("Withdrawn."),
}


def proposals(term):
    """Yields topics, proposed to this chair or an earlier one, that have no answer or were deferred."""
    for one in undecided_of(term):
        if one.answer == Proposal.Answer.DEFERRED:
            sentence = _("“%(topic)s”, proposed by %(agency)s, was deferred.")
        else:
            sentence = _("“%(topic)s”, proposed by %(agency)s, has no answer.")
        yield Matter(
            str(one.pk),
            sentence % {"topic": one.title, "agency": one.proposed_by},
            reverse("proposals:waiting"),
            _("Answer"),
            one.get_absolute_url(),
            "meetings.answer_proposals",
        )


def proposal_outcomes(term, subjects):
    """Returns, by key, how a topic was answered since, in words."""
    return outcomes(
        Proposal.objects.filter(pk__in=subjects),
        lambda one: str(OUTCOMES[one.answer]) if one.answer in OUTCOMES else "",
    )


CHECKLIST = [
    Kind(
        "proposals", 20, gettext_lazy("Proposed topics without a final answer"), proposals, proposal_outcomes
    ),
]
