"""What the report tells of proposed topics without a final answer."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.dates.shown import day
from foundation.handover.gathering import shared
from foundation.handover.passages import Drafted, Passage, captioned, lines_of, paragraph, say, strong, table
from foundation.text.words import number, opened
from meetings.proposals.models import Proposal, ProposalQuerySet


def undecided_of(term: Chairmanship) -> ProposalQuerySet:
    """Returns the topics proposed to this chair or an earlier one that have no answer or were deferred."""
    end = dt.datetime.combine(term.ends + dt.timedelta(days=1), dt.time(), clock.zone())
    return Proposal.objects.undecided().filter(proposed_at__lt=end).select_related("proposed_by")


@shared
def _passing_on(term: Chairmanship) -> list[Proposal]:
    return list(undecided_of(term))


def _words(count: int) -> str:
    words = ngettext(
        "%(number)s proposed topic has no final answer.",
        "%(number)s proposed topics have no final answer.",
        count,
    )
    return say(words, number=opened(number(count)))


def summary(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """How many topics pass on, in the summary."""
    if rows := _passing_on(term):
        yield paragraph("sumopen", _words(len(rows)))


def proposals(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """These topics: who proposed them, when and why."""
    if rows := _passing_on(term):
        yield paragraph("opentopics", _words(len(rows)))
        lines = [
            (
                lines_of([strong(one.title), one.reason]),
                str(one.proposed_by),
                day(clock.day_of(one.proposed_at)),
            )
            for one in rows
        ]
        head = [_("Topic"), _("Proposed by"), _("Date")]
        yield captioned("opentopic", _("Proposed topics without a final answer"), table(head, lines))


PASSAGES = [
    Passage("summary", 62, summary),
    Passage("open", 20, proposals),
]
