from documents.models.clearance import Clearance, Round
from documents.models.contribution import (
    Answers,
    Call,
    CompiledPrint,
    Contribution,
    ContributionFile,
    Question,
)
from documents.models.document import Contributor, Document, DocumentPurpose, EventDocument, Sharing
from documents.models.version import DocumentVersion, Language, Part, Step, Symbol, TextPrint

__all__ = [
    "Answers",
    "Call",
    "Clearance",
    "CompiledPrint",
    "Contribution",
    "ContributionFile",
    "Contributor",
    "Document",
    "DocumentPurpose",
    "DocumentVersion",
    "EventDocument",
    "Language",
    "Part",
    "Question",
    "Round",
    "Sharing",
    "Step",
    "Symbol",
    "TextPrint",
]
