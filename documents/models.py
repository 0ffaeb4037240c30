"""The models of documents, each kept in its room."""

from documents.clearance.models import Clearance, Round
from documents.contributions.models import (
    Answers,
    Call,
    CompiledPrint,
    Contribution,
    ContributionFile,
    ContributionRevision,
    Question,
)
from documents.document.models import (
    Contributor,
    Document,
    DocumentPurpose,
    DocumentVersion,
    EventDocument,
    ImportedText,
    Language,
    Part,
    Sharing,
    Step,
    Symbol,
    TextImage,
    TextPrint,
)
from documents.library.models import PublicationRequest

__all__ = [
    "Answers",
    "Call",
    "Clearance",
    "CompiledPrint",
    "Contribution",
    "ContributionFile",
    "ContributionRevision",
    "Contributor",
    "Document",
    "DocumentPurpose",
    "DocumentVersion",
    "EventDocument",
    "ImportedText",
    "Language",
    "Part",
    "PublicationRequest",
    "Question",
    "Round",
    "Sharing",
    "Step",
    "Symbol",
    "TextImage",
    "TextPrint",
]
