"""What documents read and write of an archive: the documents, and which of them was delivered at an event."""

from documents.models import Document, EventDocument, Sharing
from foundation.archive.faults import quoted
from foundation.archive.vocabulary import Address, Choice, Date, Entries, Lines, Link, Many, Reference, Text


class Delivered(Link):
    """The text of an event, by its title.

    Several documents may have that title: those of the files come before those of the portal, then those that
    name the event's term. Where that leaves several, a file cannot say which one it means.
    """

    def stored(self, book):
        titles = dict(EventDocument.objects.values_list("event_id", "document__title"))
        return lambda obj: titles.get(obj.pk)

    def found(self, entry, book):
        """The document that it refers to, None when it cannot be told."""
        return _meant(entry, book.called("documents", entry[self.name]))

    def targets(self, entry, book):
        linked = entry[self.name] and self._linked(entry, book)
        return [("documents", linked)] if linked else []

    def shown(self, entry, book):
        if entry[self.name] is None:
            return None
        placed = [
            one for one in book.called("documents", entry[self.name]) if any(one[key] for key in PLACED_BY)
        ]
        meant = _meant(entry, placed)
        return entry[self.name] if meant and (entry.is_new or meant is self._linked(entry, book)) else None

    def _linked(self, entry, book):
        """The document that the portal holds for an event."""
        pk = self.link.objects.values_list("document", flat=True).get(event=entry.obj)
        return next((one for one in book.called("documents", entry[self.name]) if one.obj.pk == pk), None)


def _meant(event, documents):
    documents = [one for one in documents if one.given] or documents
    if len(documents) > 1:
        documents = [one for one in documents if one["term"] == event["term"]]
    return documents[0] if len(documents) == 1 else None


PLACED_BY = ("term", "date", "origin")
KEYS = {
    "events": [Delivered("document", EventDocument, owner="event", target="document", to="documents")],
}
LISTS = [
    Entries(
        "documents",
        Document,
        place=6,
        noun="document",
        identity=("kind", "title", "term"),
        called=lambda document: document["title"],
        placed_by=PLACED_BY,
        keys=(
            Text("title", required=True),
            Choice("kind", required=True),
            Reference("term", to="chairmanships"),
            Reference("origin", to="chairmanships"),
            Reference("lead", to="agencies"),
            Many("contributors", to="agencies"),
            Choice("state"),
            Date("date"),
            Text("symbol"),
            Text("summary"),
            Lines("shared_with", Sharing, "document", Text("name")),
            Address("address"),
            Text("note"),
        ),
        of_term=lambda term: Document.objects.of_term(term) | Document.objects.filter(origin=term),
    ),
]


def check(book, faults) -> None:
    """A title that an event newly names must be that of one document."""
    for event in book.entries["events"]:
        named = event["document"] if event.is_new else "document" in event.changed and event["document"]
        documents = book.called("documents", named) if named else ()
        if len(documents) > 1 and not _meant(event, documents):
            faults.add(event.at("document"), f"{quoted(named)} is the title of {len(documents)} documents")
