"""Which document was delivered at an event, in an archive."""

from chairmanship.rotation.archive import terms_around
from documents.document.models import EventDocument
from documents.library.archive import PLACED_BY
from foundation.archive.faults import quoted
from foundation.archive.references import Link


class Delivered(Link):
    """The text of an event, by its title.

    Several documents may have that title: those of the files come before those of the portal, then those of
    the event's term, or of a term within which its date lies, then those of no term. A link that this does
    not lead to cannot be told in an archive, and is not written.
    """

    def stored(self, book):
        """Gives the title of the document that an event has."""
        titles = dict(EventDocument.objects.values_list("event_id", "document__title"))
        return lambda obj: titles.get(obj.pk)

    def found(self, entry, book):
        """The entry of the document that an event means."""
        return _meant(entry, book.called("documents", entry[self.name]), book)

    def targets(self, entry, book):
        """The document of an event, with its list, where the title is enough to find it."""
        document = self._document_of(entry, book)
        return [("documents", document)] if document else []

    def shown(self, entry, book):
        """The title, where it is enough to find the document."""
        return entry[self.name] if self._document_of(entry, book) else None

    def _document_of(self, entry, book):
        """The document of an event where its title is enough to find it, among those that can be written."""
        if entry[self.name] is None:
            return None
        placed = [
            one for one in book.called("documents", entry[self.name]) if any(one[key] for key in PLACED_BY)
        ]
        meant = _meant(entry, placed, book)
        if not meant or entry.is_new:
            return meant
        return meant if self.link.objects.filter(event=entry.obj, document=meant.obj).exists() else None


def _meant(event, documents, book):
    """The one of several documents of one title that an event means, None where it cannot be told."""
    documents = [one for one in documents if one.given] or documents
    if len(documents) > 1:
        terms = {event["term"]} if event["term"] else set(terms_around(event["date"], book))
        of_term = [one for one in documents if one["term"] in terms]
        documents = of_term or [one for one in documents if not one["term"]]
    return documents[0] if len(documents) == 1 else None


KEYS = {
    "events": [Delivered("document", EventDocument, owner="event", target="document", to="documents")],
}


def check(book, faults) -> None:
    """A title that an event newly names must be that of one document."""
    for event in book.entries["events"]:
        named = event["document"] if event.is_new else "document" in event.changed and event["document"]
        documents = book.called("documents", named) if named else ()
        if len(documents) > 1 and not _meant(event, documents, book):
            faults.add(event.at("document"), f"{quoted(named)} is the title of {len(documents)} documents")
