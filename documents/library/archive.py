"""Joint documents in an archive."""

from documents.document.models import Document, Sharing
from foundation.archive.lists import Entries, Lines
from foundation.archive.references import Many, Reference
from foundation.archive.values import Address, Choice, Date, Text

PLACED_BY = ("term", "date", "origin")
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
