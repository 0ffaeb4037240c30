"""The public documents on the pages of a term and of an agency."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.document.models import Document
from foundation.web.panels import Panel


def of_term(term, user):
    """Returns the public documents of a term, and those that grew out of it later."""
    documents = Document.objects.public().with_face().select_related("lead").prefetch_related("sharings")
    return {
        "documents": documents.of_term(term).exclude(origin=term),
        "later": documents.filter(origin=term),
    }


def of_agency(agency, user):
    """Returns the public documents that an agency led or took part in; None if there are none."""
    documents = Document.objects.public().filter(Q(lead=agency) | Q(contributors=agency)).distinct()
    return {"documents": documents.select_related("term__agency").with_face()} if documents else None


PANELS = [
    Panel("term", 40, _("Documents"), "documents/library/_term_documents.html", of_term),
    Panel("agency", 30, _("Documents"), "documents/library/_agency_documents.html", of_agency),
]
