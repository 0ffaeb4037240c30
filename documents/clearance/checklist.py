"""What the joint documents leave open when the chair passes on."""

from django.urls import reverse

from documents.clearance.handover import in_clearance_of
from documents.clearance.standing import as_of_now
from documents.document.models import Document
from foundation.handover.checklist import Kind, Matter, outcomes


def in_clearance(term):
    """The documents in clearance as of a term, as open matters."""
    for document in in_clearance_of(term):
        page = reverse("documents:document_detail", args=[document.pk])
        yield Matter(
            str(document.pk), f"“{document}” is circulated and not cleared yet.", page, "Look at it", page
        )


def clearance_outcomes(term, subjects):
    """What became of documents that were in clearance, in words, by their keys."""
    circulated = Document.State.CIRCULATED
    return outcomes(
        as_of_now(Document.objects.filter(pk__in=subjects)),
        lambda one: "" if one.state == circulated else f"{one.get_state_display().capitalize()}.",
    )


CHECKLIST = [Kind("documents", 40, "Documents in clearance", in_clearance, clearance_outcomes)]
