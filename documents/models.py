"""The models of documents, each kept in its room."""

from documents.clearance.models import Clearance, LateReply, Round
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
    Dissociation,
    Document,
    DocumentPurpose,
    DocumentVersion,
    EventDocument,
    ImportedText,
    Issuer,
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
    "Dissociation",
    "Document",
    "DocumentPurpose",
    "DocumentVersion",
    "EventDocument",
    "ImportedText",
    "Issuer",
    "Language",
    "LateReply",
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
