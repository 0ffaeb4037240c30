"""What the records say of documents, to check the words of a report."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.clearance.handover import in_clearance_of
from documents.clearance.status import in_state
from documents.document.models import Document
from documents.library.handover import joint
from foundation.handover.checklist import Matter
from foundation.handover.records import Count, Records, Unfinished


def counts(term, as_at: dt.date) -> Iterator[Count]:
    """How many joint documents the report tells of."""
    words = lambda n: ngettext("%(number)s joint document", "%(number)s joint documents", n)  # noqa: E731
    yield Count(words, (len(joint(term)),))


def unfinished(term, as_at: dt.date) -> Iterator[Unfinished]:
    """The documents that are in clearance, and those of the term that are drafted."""
    for one in in_clearance_of(term):
        yield Unfinished(one.title, _("“%(title)s” is still in clearance.") % {"title": one.title})
    for one in in_state(Document.objects.of_term(term), Document.State.DRAFTING):
        yield Unfinished(one.title, _("“%(title)s” is still being drafted.") % {"title": one.title})


def unexplained(term, as_at: dt.date) -> Iterator[Matter]:
    """The joint documents without a summary."""
    for one in joint(term):
        if not one.summary.strip():
            yield Matter(
                str(one.pk),
                _("Nothing says yet what “%(title)s” is for.") % {"title": one.title},
                reverse("documents:document_change", args=[one.pk]),
                _("Add summary"),
                one.get_absolute_url(),
                "documents.describe",
                one,
            )


RECORDS = Records(counts=counts, unfinished=unfinished, unexplained=unexplained)
