"""The state of a document: it is locked, moved and saved here. Verbs lock the row of the document first."""

from agencies.models import User
from documents.document import symbols
from documents.document.models import Document, DocumentVersion, Step
from foundation.dates import clock
from foundation.verbs import Refused


class Unseen(Refused):
    """A version came since the page was opened. `version` is the latest of them."""

    def __init__(self, version: DocumentVersion):
        who = version.uploaded_by.shown if version.uploaded_by else "somebody"
        super().__init__(
            f"Version {version.number} was brought by {who} meanwhile. Nothing was changed: look at it, and "
            "go on from there."
        )
        self.version = version


def refuse_unseen(document: Document, seen: int | None) -> None:
    """Raises `Unseen` where a locked document has a later version than the number that was seen, if any."""
    last = document.versions.select_related("uploaded_by").defer("text", "words").last()
    if seen is not None and last and last.number > seen:
        raise Unseen(last)


def locked(document: Document) -> Document:
    """The document, read anew under a lock that lasts until the end of the transaction."""
    return Document.objects.select_for_update().get(pk=document.pk)


def move(document: Document, to: str, *, by: User | None, version: DocumentVersion | None = None) -> Document:
    """Moves a locked document to a state, and keeps the step.

    Returns the document. Raises `Refused`, saying what was tried.
    """
    if to not in Document.TRANSITIONS[document.state]:
        raise Refused(f"This document is {document.state} and cannot become {to}.")
    document.state = to
    Step.objects.create(
        document=document, state=to, at=clock.now(), by=by, version=version or document.current
    )
    return save(document)


def move_to_circulated(
    document: Document, *, by: User | None, version: DocumentVersion | None = None
) -> Document:
    """Moves a locked document to the agencies, with a symbol where the Group gives them. Raises `Refused`."""
    document.symbol = document.symbol or symbols.for_document()
    return move(document, Document.State.CIRCULATED, by=by, version=version)


def save(document: Document) -> Document:
    """Saves a locked document under the next revision, and returns it."""
    document.revision += 1
    document.save()
    return document
