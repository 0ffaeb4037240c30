"""What is open at a handover: proposed topics without an answer."""

from django.urls import reverse

from foundation.handover.checklist import Kind, Matter, outcomes
from meetings.proposals.handover import undecided_of
from meetings.proposals.models import Proposal


def proposals(term):
    """Yields topics, proposed to this chair or an earlier one, that have no answer or were deferred."""
    for one in undecided_of(term):
        put_off = one.answer == Proposal.Answer.DEFERRED
        yield Matter(
            str(one.pk),
            f"“{one.title}”, proposed by {one.proposed_by}, {'was put off' if put_off else 'has no answer'}.",
            reverse("proposals:waiting"),
            "Answer",
            one.get_absolute_url(),
            "meetings.answer_proposals",
        )


def proposal_outcomes(term, subjects):
    """Returns, by key, how a topic was answered since, in words."""
    undecided = Proposal.UNDECIDED
    return outcomes(
        Proposal.objects.filter(pk__in=subjects),
        lambda one: "" if one.answer in undecided else f"{one.get_answer_display().capitalize()}.",
    )


CHECKLIST = [
    Kind("proposals", 20, "Proposals without an answer", proposals, proposal_outcomes),
]
