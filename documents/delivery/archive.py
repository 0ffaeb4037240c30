"""The document that was delivered at an event, in an archive."""

from chairmanship.rotation.archive import terms_around
from documents.document.models import EventDocument
from documents.library.archive import PLACED_BY
from foundation.archive.faults import quoted
from foundation.archive.references import Link


class Delivered(Link):
    """The document of an event, by its title.

    Several documents can have that title. Those of the files come before those of the portal. Then come those
    of the event's term, or of a term in which its date lies, and last those without a term. If the title does
    not lead to the document, an archive cannot express the link, and leaves it out.
    """

    def stored(self, book):
        """Returns a function that gives the title of an event's document; None if it has none."""
        titles = dict(EventDocument.objects.values_list("event_id", "document__title"))
        return lambda obj: titles.get(obj.pk)

    def found(self, entry, book):
        """Returns the entry of the document that an event means; None if several could be meant."""
        return _meant(entry, book.called("documents", entry[self.name]), book)

    def targets(self, entry, book):
        """Returns the document of an event with its list, if its title is enough to find it."""
        document = self._document_of(entry, book)
        return [("documents", document)] if document else []

    def shown(self, entry, book):
        """Returns the title, if it is enough to find the document; else None."""
        return entry[self.name] if self._document_of(entry, book) else None

    def _document_of(self, entry, book):
        """Returns the document of an event, if its title is enough to find it among those written."""
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
    """Returns which of several documents of one title an event means; None if that is not clear."""
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
    """Adds a fault for each event whose new title could mean several documents."""
    for event in book.entries["events"]:
        named = event["document"] if event.is_new else "document" in event.changed and event["document"]
        documents = book.called("documents", named) if named else ()
        if len(documents) > 1 and not _meant(event, documents, book):
            faults.add(event.at("document"), f"{quoted(named)} is the title of {len(documents)} documents")
