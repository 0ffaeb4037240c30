"""Counts joint documents, to compare terms."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, count, terms_of
from documents.clearance.status import as_of_now, settled
from documents.document.models import Document

FINISHED = (
    Document.State.CLEARED, Document.State.ADOPTED, Document.State.PUBLISHED, Document.State.SUPERSEDED,
)  # fmt: skip


def _rows():
    found = as_of_now(Document.objects.joint().only("term", "date", "state", "lead"))
    return [(one.term_id, one.date, one) for one in found]


def documents_finished(terms: Terms) -> dict[int, Figure]:
    """Returns how many documents are finished, of all, by the key of the term."""
    return count(terms, _rows(), is_counted=lambda one: one.state in FINISHED)


def documents_by_lead(terms: Terms) -> dict[int, Figure]:
    """Returns how many documents each agency finished, of those that it led, by its key."""
    mine = [one for own, date, one in _rows() if one.lead_id and terms_of(terms, own, date)]
    every = Counter(one.lead_id for one in mine)
    done = Counter(one.lead_id for one in mine if one.state in FINISHED)
    return {pk: Figure(done[pk], count) for pk, count in every.items()}


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that documents serve, by the key of the term.

    Drafts and what is in clearance do not count.
    """
    found = defaultdict(set)
    for document in settled(Document.objects.only("term", "date")).prefetch_related("purposes"):
        for term in terms_of(terms, document.term_id, document.date):
            found[term.pk] |= {purpose.pk for purpose in document.purposes.all()}
    return found


MEASURES = [
    Measure(
        "documents", 40, _("Documents finished"),
        _("Of the joint documents of the term, those cleared, adopted or published."),
        documents_finished, documents_by_lead,
    ),
]  # fmt: skip
