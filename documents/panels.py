"""The documents on the pages below them: what is public of a term and an agency; on their own, clearance."""

from django.db.models import Q

from documents.clearance.panels import clearance_facts
from documents.contributions.panels import call_facts
from documents.delivery import panels as delivery_panels
from documents.delivery import workplan
from documents.document.models import Document
from foundation.web.sections import Panel


def of_term(term, user):
    documents = Document.objects.public().select_related("lead").prefetch_related("sharings")
    return {
        "documents": documents.of_term(term).exclude(origin=term),
        "later": documents.filter(origin=term),
    }


def of_agency(agency, user):
    documents = Document.objects.public().filter(Q(lead=agency) | Q(contributors=agency)).distinct()
    return {"documents": documents.select_related("term__agency")} if documents else None


PANELS = [
    Panel("document", 10, "Contributions", "documents/contributions/_calls.html", call_facts),
    Panel("document", 20, "Clearance", "documents/clearance/_clearance.html", clearance_facts),
    Panel("term", 40, "Documents", "documents/library/_term_documents.html", of_term),
    Panel("agency", 30, "Documents", "documents/library/_agency_documents.html", of_agency),
    *workplan.PANELS,
    *delivery_panels.PANELS,
]
