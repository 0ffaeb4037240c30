"""The models of a document and of its versions."""

from documents.document.models.document import (
    Contributor,
    Document,
    DocumentPurpose,
    DocumentQuerySet,
    EventDocument,
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
    "Document",
    "DocumentPurpose",
    "DocumentQuerySet",
    "DocumentVersion",
    "DocumentVersionQuerySet",
    "EventDocument",
    "ImportedText",
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
