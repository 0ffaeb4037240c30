"""The models of a document and of its versions."""

from documents.document.models.document import (
    Contributor,
    Dissociation,
    Document,
    DocumentPurpose,
    DocumentQuerySet,
    EventDocument,
    Issuer,
    Sharing,
)
from documents.document.models.text import ImportedText, TextImage, image_address, image_reader
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
    "Dissociation",
    "Document",
    "DocumentPurpose",
    "DocumentQuerySet",
    "DocumentVersion",
    "DocumentVersionQuerySet",
    "EventDocument",
    "ImportedText",
    "Issuer",
    "Language",
    "Part",
    "Sharing",
    "Step",
    "Symbol",
    "TextImage",
    "TextPrint",
    "image_address",
    "image_reader",
]
