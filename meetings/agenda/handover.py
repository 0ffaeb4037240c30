"""What the report tells of coverage: the purposes of the Group that its work served."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from agencies.models import Purpose
from chairmanship.models import Chairmanship, Event, WorkplanActivity
from documents.clearance.status import settled
from documents.models import Document
from foundation.handover.passages import Drafted, Passage, captioned, paragraph, say, table
from foundation.text.words import listed
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

# A report is read by everybody in the portal: what is for principals only is not in it, nor counted.
READ_BY_ALL = AgendaItem.objects.for_audience(Audience.MEMBERS)


def coverage(term: Chairmanship, as_at: dt.date) -> dict:
    """Returns how many items, decisions, activities, events and documents of the term served each purpose.

    Only what all members may read counts: no drafts, and nothing in clearance. `untouched` names the purposes
    that nothing served. If nothing of the term carries a purpose, nothing is known and the result is empty.

    The rows are the purposes of the editions that were used. A number that was served in one of them is not
    untouched, whatever it means in another: readers would take it for a contradiction.
    """
    items = READ_BY_ALL.filter(meeting__in=Meeting.objects.with_open_words().of_term(term))
    things = {
        "items": ("agenda_items", "agenda_items", items),
        "decisions": ("agenda_items", "agenda_items__decisions", items),
        "activities": ("activities", "activities", WorkplanActivity.objects.of_term(term)),
        "events": ("events", "events", Event.objects.delivered().of_term(term)),
        "documents": ("documents", "documents", settled(Document.objects.of_term(term))),
    }
    counts = {name: _counts(*what) for name, what in things.items()}
    served = Purpose.objects.filter(pk__in={pk for found in counts.values() for pk in found})
    rows = [
        {"number": purpose.number, "title": purpose.title}
        | {name: found.get(purpose.pk, 0) for name, found in counts.items()}
        for purpose in Purpose.objects.filter(edition__in=served.values("edition"))
    ]
    touched = {row["number"] for row in rows if any(row[name] for name in things)}
    untouched = sorted({row["number"] for row in rows} - touched)
    return {"rows": rows, "untouched": listed(map(str, untouched))} if rows else {}


def _counts(relation: str, counted: str, things) -> dict[int, int]:
    """Returns by the key of each purpose that any of the things serve how many are `counted`."""
    served = Purpose.objects.filter(**{f"{relation}__in": things.values("pk")})
    return dict(served.annotate(count=Count(counted, distinct=True)).values_list("pk", "count"))


def told(term: Chairmanship, as_at: dt.date) -> Iterator[Drafted]:
    """A table of what served each purpose, and the purposes that nothing served."""
    if not (facts := coverage(term, as_at)):
        return
    if facts["untouched"]:
        words = _("Nothing recorded for the term serves these purposes: %(numbers)s.")
        yield paragraph("untouched", say(words, numbers=facts["untouched"]))
    names = ("items", "decisions", "activities", "events", "documents")
    lines = [
        (f"{row['number']}. {row['title']}", *(str(row[name] or "–") for name in names))
        for row in facts["rows"]
    ]
    head = [
        _("Purpose"),
        _("Agenda items"),
        _("Decisions"),
        _("Activities"),
        _("Statements and events"),
        _("Documents"),
    ]
    yield captioned("served", _("What served each purpose"), table(head, lines))


PASSAGES = [Passage("coverage", 10, told)]
