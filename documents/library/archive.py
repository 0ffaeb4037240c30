"""Joint documents in an archive."""

from documents.document.models import Document, Sharing
from foundation.archive.lists import Entries, Lines
from foundation.archive.references import Many, Reference
from foundation.archive.values import Address, Choice, Date, Text

PLACED_BY = ("term", "date", "origin")

KIND = {
    Document.Kind.BROCHURE: "brochure",
    Document.Kind.INFORMATION_NOTE: "information note",
    Document.Kind.SURVEY: "survey",
    Document.Kind.MATRIX: "matrix",
    Document.Kind.HANDBOOK: "handbook",
    Document.Kind.REPORT: "report",
    Document.Kind.STATEMENT: "statement",
    Document.Kind.TEMPLATE: "template",
    Document.Kind.TERMS_OF_REFERENCE: "terms of reference",
    Document.Kind.WORKPLAN: "workplan",
    Document.Kind.OTHER: "other",
}
STATE = {
    Document.State.DRAFTING: "drafting",
    Document.State.CIRCULATED: "circulated",
    Document.State.CLEARED: "cleared",
    Document.State.ADOPTED: "adopted",
    Document.State.PUBLISHED: "published",
    Document.State.SUPERSEDED: "superseded",
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
            Choice("kind", words=KIND, required=True),
            Reference("term", to="chairmanships"),
            Reference("origin", to="chairmanships"),
            Reference("lead", to="agencies"),
            Many("contributors", to="agencies"),
            Choice("state", words=STATE),
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
