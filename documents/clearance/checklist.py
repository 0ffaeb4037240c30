"""What is open at a handover: joint documents in clearance."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.clearance.handover import in_clearance_of
from documents.clearance.status import as_of_now
from documents.document.models import Document
from foundation.handover.checklist import Kind, Matter, outcomes
from foundation.text.words import opened, sentence


def in_clearance(term):
    """Yields the documents that are in clearance in a term."""
    for document in in_clearance_of(term):
        page = reverse("documents:document_detail", args=[document.pk])
        yield Matter(
            str(document.pk),
            _("“%(document)s” is circulated but not cleared yet.") % {"document": document},
            page,
            _("View document"),
            page,
        )


def clearance_outcomes(term, subjects):
    """Returns the state, in words, of the documents that are no longer in clearance, by their keys."""
    circulated = Document.State.CIRCULATED
    return outcomes(
        as_of_now(Document.objects.filter(pk__in=subjects)),
        lambda one: "" if one.state == circulated else sentence(opened(one.get_state_display())),
    )


CHECKLIST = [Kind("documents", 40, gettext_lazy("Documents in clearance"), in_clearance, clearance_outcomes)]
