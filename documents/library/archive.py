"""Joint documents in an archive."""

from agencies.register.archive import Purposes
from documents.document.models import Dissociation, Document, Sharing
from foundation.archive.lists import Entries, Lines, Rows
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
    Document.Kind.WORKING_METHODS: "working methods",
    Document.Kind.CRITERIA: "criteria",
    Document.Kind.WEBSITE: "website",
    Document.Kind.WORKPLAN: "workplan",
    Document.Kind.SCHEDULE: "schedule",
    Document.Kind.OTHER: "other",
}
# Kinds that files from before had no word for: there the document is of the kind "other".
LATER = {
    Document.Kind.WORKING_METHODS,
    Document.Kind.CRITERIA,
    Document.Kind.WEBSITE,
    Document.Kind.SCHEDULE,
}
STATE = {
    Document.State.DRAFTING: "drafting",
    Document.State.CIRCULATED: "circulated",
    Document.State.CLEARED: "cleared",
    Document.State.ADOPTED: "adopted",
    Document.State.PUBLISHED: "published",
    Document.State.SUPERSEDED: "superseded",
    Document.State.DROPPED: "dropped",
}
ISSUED_AS = {
    Document.IssuedAs.CHAIR: "chair",
    Document.IssuedAs.AGENCIES: "agencies",
}


class KindOfDocument(Choice):
    """The kind of a document. A later kind says more than "other", so it wins."""

    def join(self, old, new):
        if _once_other(old, new):
            return new if old == Document.Kind.OTHER else old
        return super().join(old, new)


def _once_other(one, other) -> bool:
    """Whether one of two kinds is a later one, and the other what older files call it."""
    return Document.Kind.OTHER in (one, other) and bool(LATER & {one, other})


def _akin(one, other) -> bool:
    same = one["title"] == other["title"] and one["term"] == other["term"]
    return same and _once_other(one["kind"], other["kind"])


LISTS = [
    Entries(
        "documents",
        Document,
        place=6,
        noun="document",
        identity=("title", "kind", "term"),
        order=("kind", "title", "term"),
        akin=_akin,
        called=lambda document: document["title"],
        placed_by=PLACED_BY,
        keys=(
            Text("title", required=True),
            KindOfDocument("kind", words=KIND, required=True),
            Reference("term", to="chairmanships"),
            Reference("origin", to="chairmanships"),
            Reference("lead", to="agencies"),
            Many("contributors", to="agencies"),
            Purposes("purposes"),
            Choice("state", words=STATE),
            Choice("issued_as", words=ISSUED_AS),
            Many("issuers", to="agencies"),
            Date("date"),
            Text("symbol"),
            Text("summary"),
            Lines("shared_with", Sharing, "document", Text("name")),
            Rows(
                "dissociations",
                Dissociation,
                "document",
                [Reference("agency", to="agencies", required=True), Text("text", required=True)],
            ),
            Address("address"),
            Text("note"),
        ),
        of_term=lambda term: Document.objects.of_term(term) | Document.objects.filter(origin=term),
    ),
]
