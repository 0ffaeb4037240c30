"""What the history tells of an agenda and its papers, to those who may read the item."""

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Seen, Thing, Told, as_its, everything
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.meeting.audiences import SEES, audience_of
from meetings.meeting.changes import READS_DRAFTS


def reads_drafts(user, row) -> bool:
    """Whether the user reads agendas and minutes that are being written."""
    return user.has_perm(READS_DRAFTS)


def of_items(user, rows: QuerySet) -> Seen:
    """Returns the items that the user may read.

    Whoever reads no drafts knows what was done since the agenda was published, and, of an item that was for
    fewer people before, since it was opened.
    """
    if user.has_perm(READS_DRAFTS):
        return everything(user, rows)
    found: Seen = {}
    opened = _opened(rows)
    audiences: dict = {}
    for item in rows.select_related("meeting__term").defer("minutes", "summary"):
        meeting = item.meeting
        if meeting.pk not in audiences:
            reads = user.has_perm("meetings.read_agenda", meeting)
            audiences[meeting.pk] = SEES[audience_of(user, meeting)] if reads else []
        if item.restricted in audiences[meeting.pk]:
            moments = [one for one in (meeting.published_at or meeting.called_at, opened.get(item.pk)) if one]
            found[item.pk] = max(moments, default=None)
    return found


def _opened(rows: QuerySet) -> dict:
    """Returns when it last changed who an item is for, by the keys of items."""
    kind = ContentType.objects.get_for_model(AgendaItem)
    entries = LogEntry.objects.filter(
        content_type=kind, object_id__in=list(rows.values_list("pk", flat=True))
    )
    entries = entries.filter(action=LogEntry.Action.UPDATE, changes__has_key="restricted")
    return dict(entries.order_by().values_list("object_id").annotate(last=Max("timestamp")))


def of_item(path: str = "item"):
    """Returns what shows a row to those who may read the item that it belongs to."""
    return as_its(path, AgendaItem, of_items)


THINGS = [
    Thing(
        AgendaItem,
        gettext_lazy("the agenda item"),
        ngettext_lazy("the agenda item %(names)s", "the agenda items %(names)s", "count"),
        within={"meetings": "meeting"},
        fields={
            "title": gettext_lazy("the title"),
            "summary": gettext_lazy("the annotation"),
            "asked": gettext_lazy("the aim"),
            "length": gettext_lazy("the length in minutes"),
            "leads": gettext_lazy("the lead"),
            "proposed_by": gettext_lazy("the proposing agency"),
            "paper_by": gettext_lazy("the agency that brings a paper"),
            "purposes": gettext_lazy("the purposes of the Group"),
            "restricted": Told(gettext_lazy("the readers"), may=reads_drafts),
            "minutes": Told(gettext_lazy("the minutes"), values=False, may=reads_drafts),
        },
        steps={
            "position": {"*": gettext_lazy("%(who)s moved %(thing)s to another place.")},
            "document": {
                "*": gettext_lazy("%(who)s added %(thing)s, to decide on a document that was referred.")
            },
        },
        opens=("document",),
        seen=of_items,
        gone=lambda user: user.has_perm(READS_DRAFTS),
        unread=("minutes", "summary"),
    ),
    Thing(
        Paper,
        gettext_lazy("the paper"),
        ngettext_lazy("the paper %(names)s", "the papers %(names)s", "count"),
        within={"meetings": "item__meeting"},
        fields={"title": gettext_lazy("the title"), "symbol": gettext_lazy("the symbol")},
        seen=of_item(),
        gone=lambda user: user.has_perm(READS_DRAFTS),
        by=("added_by",),
    ),
    Thing(
        PaperFile,
        gettext_lazy("the file"),
        ngettext_lazy("the file %(names)s", "the files %(names)s", "count"),
        within={"meetings": "paper__item__meeting"},
        seen=of_item("paper__item"),
        gone=lambda user: user.has_perm(READS_DRAFTS),
        label=lambda file: file.name,
        by=("uploaded_by",),
    ),
]
