"""The public documents on the pages of a term and of an agency."""

from django.utils.translation import gettext_lazy as _

from documents.document.models import Document
from foundation.web.panels import Panel

LATEST = 10  # documents of an agency; the list has all


def of_term(term, user):
    """Returns the public documents of a term, and those that grew out of it later."""
    documents = Document.objects.public().with_face().select_related("lead").prefetch_related("sharings")
    return {
        "documents": documents.of_term(term).exclude(origin=term),
        "later": documents.filter(origin=term),
    }


def of_agency(agency, user):
    """Returns the latest public documents that an agency led or took part in, and how many there are; None
    if there are none.
    """
    documents = Document.objects.public().of_agency(agency)
    shown = documents.select_related("lead", "term__agency").with_face().latest_first()[:LATEST]
    return {"agency": agency, "documents": shown, "count": documents.count()} if shown else None


PANELS = [
    Panel("term", 40, _("Documents"), "documents/library/_term_documents.html", of_term),
    Panel("agency", 30, _("Documents"), "documents/library/_agency_documents.html", of_agency),
]
