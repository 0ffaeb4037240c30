"""The documents that are still in clearance, as a chapter of the handover report."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.clearance.status import as_of_now, in_state
from documents.document.models import Document
from foundation.handover.chapters import Chapter
from foundation.text import sorting
from foundation.text.words import listed

Kind, State = Document.Kind, Document.State
TEMPLATE = "documents/clearance/handover/documents.html"


def rows(documents) -> list[dict]:
    """Returns what the report tells of these documents, with their states by the clock.

    Everybody who signs in may read the report. So it leaves out drafts, and of a document that is only
    circulated it leaves out summary and note.
    """
    documents = documents.select_related("lead").prefetch_related(
        "contributors", "sharings", "event_links__event"
    )
    circulated = [one for one in as_of_now(documents) if one.state != State.DRAFTING]
    return [
        {
            "title": document.title,
            "kind": "" if document.kind == Kind.OTHER else str(document.get_kind_display()),
            "state": str(document.get_state_display()),
            "date": str(document.date or ""),
            "symbol": document.symbol,
            "lead": str(_then(document.lead, document) if document.lead else ""),
            "contributors": listed(
                sorting.ordered(_then(agency, document) for agency in document.contributors.all())
            ),
            "summary": "" if document.state == State.CIRCULATED else document.summary,
            "shared_with": listed(sharing.name for sharing in document.sharings.all()),
            "delivered_at": listed(link.event.forum for link in document.event_links.all()),
            "address": document.address,
            "note": "" if document.state == State.CIRCULATED else document.note,
        }
        for document in circulated
    ]


def _then(agency, document):
    """Returns the agency as it was called on the date of the document."""
    return agency.as_of(document.date.latest) if document.date else agency


def in_clearance_of(term):
    """Returns the documents circulated in this term or an earlier one and not cleared yet."""
    known = Q(term__starts__lte=term.starts) | Q(term=None, date__earliest__lte=term.ends)
    return in_state(Document.objects.filter(known), State.CIRCULATED)


def in_clearance(term, as_at) -> list[dict]:
    """Returns the facts of the chapter: the `rows` of the documents in clearance."""
    return rows(in_clearance_of(term))


CHAPTERS = [
    Chapter("in-clearance", "handover", 40, _("Documents in clearance"), TEMPLATE, in_clearance),
]
