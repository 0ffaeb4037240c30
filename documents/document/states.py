"""Locks, moves and saves a document. Every verb locks the row of the document first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import Agency, User
from documents.document import symbols
from documents.document.models import Document, DocumentVersion, Step
from foundation.dates import clock
from foundation.verbs import Refused


class Unseen(Refused):
    """There is a version that came after the page was opened. `version` is the latest one."""

    def __init__(self, version: DocumentVersion):
        super().__init__(
            _(
                "%(person)s has added version %(number)s in the meantime. Nothing was changed. Look at that "
                "version first, and then try again."
            )
            % {
                "person": version.uploaded_by.shown if version.uploaded_by else _("Somebody"),
                "number": version.number,
            }
        )
        self.version = version


def refuse_unseen(document: Document, seen: int | None) -> None:
    """Raises `Unseen` if a locked document has a version later than the number `seen`, if given."""
    last = document.versions.select_related("uploaded_by").defer("text", "words").last()
    if seen is not None and last and last.number > seen:
        raise Unseen(last)


def locked(document: Document) -> Document:
    """Returns the document, read again and locked until the transaction ends."""
    return Document.objects.select_for_update().get(pk=document.pk)


def move(
    document: Document,
    to: str,
    *,
    by: User | None,
    version: DocumentVersion | None = None,
    note: str = "",
    issued_as: str = "",
    issuers: Iterable[Agency] = (),
) -> Document:
    """Moves a locked document to a state, and records the step, with a note if somebody said something of it.

    Where it is worked on or agreed to, it is the Group's text again unless it is issued as another's
    (`issued_as`, by `issuers`). Returns the document. Raises `Refused`, which says what was tried.
    """
    if to not in Document.TRANSITIONS[document.state]:
        raise Refused(
            _("The state of this document is “%(state)s”. It cannot change to “%(new)s”.")
            % {"state": document.get_state_display(), "new": Document.State(to).label}
        )
    document.state = to
    if to not in (Document.State.PUBLISHED, Document.State.SUPERSEDED, Document.State.DROPPED):
        if document.issued_as or issued_as:
            document.issuers.set(issuers)
        document.issued_as = issued_as
    Step.objects.create(
        document=document,
        state=to,
        at=clock.now(),
        by=by,
        version=version or document.current,
        note=note,
        issued_as=issued_as,
    )
    return save(document)


def move_to_circulated(
    document: Document, *, by: User | None, version: DocumentVersion | None = None, **more
) -> Document:
    """Circulates a locked document, with a symbol if the Group gives symbols. For `more` see `move`.

    Returns the document. Raises `Refused`.
    """
    document.symbol = document.symbol or symbols.for_document()
    return move(document, Document.State.CIRCULATED, by=by, version=version, **more)


def save(document: Document) -> Document:
    """Saves a locked document with the next revision number. Returns it."""
    document.revision += 1
    document.save()
    return document
