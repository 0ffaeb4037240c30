"""The models of a document and of its versions."""

from documents.document.models.document import (
    Contributor,
    Document,
    DocumentPurpose,
    DocumentQuerySet,
    EventDocument,
    Sharing,
)
from documents.document.models.version import (
    DocumentVersion,
    DocumentVersionQuerySet,
    Language,
    Part,
    Step,
    Symbol,
    TextPrint,
)

__all__ = [
    "Contributor",
    "Document",
    "DocumentPurpose",
    "DocumentQuerySet",
    "DocumentVersion",
    "DocumentVersionQuerySet",
    "EventDocument",
    "Language",
    "Part",
    "Sharing",
    "Step",
    "Symbol",
    "TextPrint",
]
