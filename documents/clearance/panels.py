"""The rounds of clearance on the page of a document."""

from django.utils.translation import gettext_lazy as _

from documents.clearance.models import Round
from documents.clearance.rounds import statuses_of
from documents.document.models import Document
from foundation.web.panels import Panel


def of_document(document: Document, user) -> dict | None:
    """Returns the rounds of a document, the latest first, and whether the user can open one.

    None for people outside the Group, or if there is nothing to show.
    """
    if not user.has_perm("documents.read_all"):
        return None
    statuses = statuses_of(Round.objects.with_rest().filter(version__document=document))
    running = any(one.round.is_running for one in statuses)
    runs = user.has_perm("documents.lead", document)
    opens = runs and not running and document.current is not None and not document.is_public
    opens = opens and document.state != Document.State.DROPPED
    if not (statuses or opens):
        return None
    return {"document": document, "statuses": statuses, "opens": opens}


PANELS = [Panel("document", 20, _("Clearance"), "documents/clearance/_clearance.html", of_document)]
