"""What the joint documents add to a handover report."""

from django.db.models import Q

from documents.clearance.standing import as_of_now, in_state
from documents.document.models import Document
from foundation.text.chapters import Chapter
from foundation.text.words import listed

Kind, State = Document.Kind, Document.State


def _rows(documents) -> list[dict]:
    """What may stand in the report, which all who log in read, in the states of the clock.

    Nothing of what is only drafted, and of what is circulated no more than that.
    """
    documents = documents.select_related("lead").prefetch_related(
        "contributors", "sharings", "event_links__event"
    )
    told = [one for one in as_of_now(documents) if one.state != State.DRAFTING]
    return [
        {
            "title": document.title,
            "kind": "" if document.kind == Kind.OTHER else document.get_kind_display(),
            "state": document.get_state_display(),
            "date": str(document.date or ""),
            "symbol": document.symbol,
            "lead": str(document.lead or ""),
            "contributors": listed(sorted(agency.acronym for agency in document.contributors.all())),
            "summary": "" if document.state == State.CIRCULATED else document.summary,
            "shared_with": listed(sharing.name for sharing in document.sharings.all()),
            "delivered_at": listed(link.event.forum for link in document.event_links.all()),
            "address": document.address,
            "note": "" if document.state == State.CIRCULATED else document.note,
        }
        for document in told
    ]


def _of_kinds(**wanted):
    """The term's documents of those kinds, in the order of their dates and titles."""

    def gather(term, as_at) -> list[dict]:
        return _rows(Document.objects.of_term(term).filter(**wanted))

    return gather


def joint(term, as_at) -> list[dict]:
    elsewhere = [Kind.WORKPLAN, Kind.TERMS_OF_REFERENCE, Kind.TEMPLATE]
    return _rows(Document.objects.of_term(term).exclude(kind__in=elsewhere))


def in_clearance_of(term):
    """What was circulated, in this term or an earlier one, and is not cleared yet."""
    known = Q(term__starts__lte=term.starts) | Q(term=None, date__earliest__lte=term.ends)
    return in_state(Document.objects.filter(known), State.CIRCULATED)


def in_clearance(term, as_at) -> list[dict]:
    return _rows(in_clearance_of(term))


def grown(term, as_at) -> list[dict]:
    """What grew later out of the work of the term, as far as was known on the day of the report."""
    known = Q(date=None) | Q(date__earliest__lte=as_at)
    return _rows(Document.objects.filter(known, origin=term))


TEMPLATE = "documents/library/handover/documents.html"

CHAPTERS = [
    Chapter(
        "workplan-documents", "achievements", 22, "Workplan and schedule",
        TEMPLATE, _of_kinds(kind=Kind.WORKPLAN),
    ),
    Chapter("documents", "achievements", 50, "Joint documents", TEMPLATE, joint),
    Chapter(
        "institutional-documents", "achievements", 61, "Institutional work and membership", TEMPLATE,
        _of_kinds(kind__in=[Kind.TERMS_OF_REFERENCE, Kind.TEMPLATE]),
    ),
    Chapter("in-clearance", "handover", 40, "Documents in clearance", TEMPLATE, in_clearance),
    Chapter("grown", "since", 20, "What grew out of the work", TEMPLATE, grown),
]  # fmt: skip
