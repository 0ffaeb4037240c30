"""The chapter of the handover report on proposals without an answer."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from meetings.proposals.models import Proposal, ProposalQuerySet


def undecided_of(term: Chairmanship) -> ProposalQuerySet:
    """Returns the topics proposed to this chair or an earlier one that have no answer or were deferred."""
    end = dt.datetime.combine(term.ends + dt.timedelta(days=1), dt.time(), clock.zone())
    return Proposal.objects.undecided().filter(proposed_at__lt=end).select_related("proposed_by")


def proposals(term: Chairmanship, as_at: dt.date) -> list[dict]:
    """Returns these topics: who proposed them, when and why."""
    return [
        {
            "title": proposal.title,
            "by": str(proposal.proposed_by),
            "on": str(PartialDate.of(clock.day_of(proposal.proposed_at))),
            "reason": proposal.reason,
        }
        for proposal in undecided_of(term)
    ]


CHAPTERS = [
    Chapter(
        "proposals",
        "handover",
        20,
        _("Proposed topics without a final answer"),
        "meetings/proposals/handover/proposals.html",
        proposals,
    ),
]
