"""Counts joint documents, to compare terms."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, count, served
from documents.clearance.status import as_of_now, settled
from documents.document.models import Document

FINISHED = (
    Document.State.CLEARED, Document.State.ADOPTED, Document.State.PUBLISHED, Document.State.SUPERSEDED,
)  # fmt: skip


def _known(terms: Terms) -> list[Document]:
    return as_of_now(Document.objects.joint().of_terms(terms).only("term", "date", "state", "lead"))


def documents_finished(terms: Terms) -> dict[int, Figure]:
    """Returns how many documents are finished, of all, by the key of the term."""
    rows = [(one.term_id, one.date, 1, one.state in FINISHED) for one in _known(terms)]
    return count(terms, rows, of_all=True)


def documents_by_lead(terms: Terms) -> dict[int, Figure]:
    """Returns how many documents each agency finished, of those that it led, by its key."""
    mine = [one for one in _known(terms) if one.lead_id]
    every = Counter(one.lead_id for one in mine)
    done = Counter(one.lead_id for one in mine if one.state in FINISHED)
    return {pk: Figure(done[pk], count) for pk, count in every.items()}


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that documents serve, by the key of the term.

    Drafts and what is in clearance do not count.
    """
    return served(terms, settled(Document.objects.of_terms(terms)))


MEASURES = [
    Measure(
        "documents", 40, _("Documents finished"),
        _("Of the joint documents of the term, those cleared, adopted or published."),
        documents_finished, documents_by_lead,
    ),
]  # fmt: skip
