"""What the report tells of documents that are still in clearance."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.clearance.status import in_state
from documents.document.models import Document
from foundation.handover.gathering import shared
from foundation.handover.passages import Drafted, Passage, captioned, paragraph, say, table
from foundation.text.words import number, opened

State = Document.State


def in_clearance_of(term):
    """Returns the documents circulated in this term or an earlier one and not cleared yet."""
    known = Q(term__starts__lte=term.starts) | Q(term=None, date__earliest__lte=term.ends)
    return in_state(Document.objects.filter(known), State.CIRCULATED)


@shared
def _passing_on(term) -> list[Document]:
    return list(in_clearance_of(term).select_related("lead"))


def _words(count: int) -> str:
    words = ngettext("%(number)s document is in clearance.", "%(number)s documents are in clearance.", count)
    return say(words, number=opened(number(count)))


def summary(term, as_at) -> Iterator[Drafted]:
    """How many documents pass on in clearance, in the summary."""
    if rows := _passing_on(term):
        yield paragraph("sumopen", _words(len(rows)))


def in_clearance(term, as_at) -> Iterator[Drafted]:
    """These documents, with their lead agency. Everybody reads the report, so it tells no more of them."""
    if rows := _passing_on(term):
        yield paragraph("openclear", _words(len(rows)))
        lines = [(one.title, str(one.lead or ""), str(one.date or "")) for one in rows]
        head = [_("Document"), _("Lead agency"), _("Date")]
        yield captioned("openclears", _("Documents in clearance"), table(head, lines))


PASSAGES = [
    Passage("summary", 66, summary),
    Passage("open", 50, in_clearance),
]
