"""What is open at a handover: joint documents in clearance."""

from django.urls import reverse

from documents.clearance.handover import in_clearance_of
from documents.clearance.status import as_of_now
from documents.document.models import Document
from foundation.handover.checklist import Kind, Matter, outcomes


def in_clearance(term):
    """Yields the documents that are in clearance in a term."""
    for document in in_clearance_of(term):
        page = reverse("documents:document_detail", args=[document.pk])
        yield Matter(
            str(document.pk), f"“{document}” is circulated and not cleared yet.", page, "Look at it", page
        )


def clearance_outcomes(term, subjects):
    """Returns the state, in words, of the documents that are no longer in clearance, by their keys."""
    circulated = Document.State.CIRCULATED
    return outcomes(
        as_of_now(Document.objects.filter(pk__in=subjects)),
        lambda one: "" if one.state == circulated else f"{one.get_state_display().capitalize()}.",
    )


CHECKLIST = [Kind("documents", 40, "Documents in clearance", in_clearance, clearance_outcomes)]
