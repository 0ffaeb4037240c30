"""The calls for contributions on the page of a document."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from documents.document.models import Document
from foundation.web.panels import Panel


def of_document(document: Document, user) -> dict | None:
    """Returns the calls of a document, the latest first, and whether the user can open one.

    None for people outside the Group, or if there is nothing to show.
    """
    if not user.has_perm("documents.read_all"):
        return None
    calls = document.calls.annotate(
        asked=Count("contributions"), came=Count("contributions__handed_in_at")
    ).defer("questions")
    opens = user.has_perm("documents.lead", document) and not document.is_public
    return {"document": document, "calls": list(calls), "opens": opens} if calls or opens else None


PANELS = [Panel("document", 10, _("Contributions"), "documents/contributions/_calls.html", of_document)]
