"""The chapters of the handover report on joint documents."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.clearance.handover import TEMPLATE, rows
from documents.document.models import Document
from foundation.handover.chapters import Chapter


def _of_kinds(**kinds):
    """Returns a function that gathers a term's documents of these kinds, by date and title."""

    def gather(term, as_at) -> list[dict]:
        return rows(Document.objects.of_term(term).filter(**kinds))

    return gather


def joint_documents(term, as_at) -> list[dict]:
    """Returns the joint documents of the term."""
    return rows(Document.objects.of_term(term).joint())


def later_documents(term, as_at) -> list[dict]:
    """Returns the documents that grew out of the term later, as known on the day of the report."""
    known = Q(date=None) | Q(date__earliest__lte=as_at)
    return rows(Document.objects.filter(known, origin=term))


CHAPTERS = [
    Chapter(
        "workplan-documents", "achievements", 22, _("Workplan and schedule"),
        TEMPLATE, _of_kinds(kind__in=Document.PLANNING),
    ),
    Chapter("documents", "achievements", 50, _("Joint documents"), TEMPLATE, joint_documents),
    Chapter(
        "institutional-documents", "achievements", 61, _("Institutional work and membership"), TEMPLATE,
        _of_kinds(kind__in=Document.INSTITUTIONAL),
    ),
    Chapter("grown", "since", 20, _("Follow-up to the work of the term"), TEMPLATE, later_documents),
]  # fmt: skip
