"""The governing documents on the page of the admission criteria."""

from django.utils.translation import gettext_lazy as _

from documents.document.models import Document
from documents.governing import queries
from foundation.web.panels import Panel


def beside_editions(subject, user) -> dict:
    """Returns the pages of the criteria and of the template, with the documents from before the editions."""
    pages = [(slug, which) for slug, which in queries.SLUGS.items() if which in Document.AS_EDITIONS]
    earlier = Document.objects.visible_to(user).filter(kind__in=Document.KINDS_AS_EDITIONS)
    return {"pages": pages, "documents": earlier.latest_first()}


BESIDE = "documents/governing/_beside_editions.html"
PANELS = [Panel("editions", 10, _("Governing documents"), BESIDE, beside_editions)]
