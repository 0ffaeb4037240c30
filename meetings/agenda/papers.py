"""The papers of an item: files with their earlier versions, or joint documents at a version."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile

from documents.models import DocumentVersion
from documents.versions import exports as version_exports
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.meeting.models import Meeting


def papers_owed(meetings):
    """Returns the items of published agendas whose paper an agency has still to bring."""
    return (
        AgendaItem.objects.filter(meeting__in=meetings, paper_by__isnull=False, papers=None)
        .exclude(meeting__agenda_state=Meeting.Agenda.PRIVATE)
        .exclude(meeting__stage=Meeting.Stage.PLANNED)
        .select_related("paper_by", "meeting")
        .order_by("meeting", "position")
    )


def current(paper: Paper) -> PaperFile | DocumentVersion | None:
    """Returns what people read: the linked version, or the latest file. Uses prefetched `files`."""
    return paper.version or max(paper.files.all(), key=lambda one: one.pk, default=None)


@dataclass(frozen=True)
class Download:
    """The file to download for a paper, under the name that people know."""

    file: FieldFile
    name: str
    pages: int | None = None


def download(stored: PaperFile | DocumentVersion) -> Download | None:
    """Returns the file itself; for a text its PDF, or None until a worker has made that."""
    if stored.file or isinstance(stored, PaperFile):
        return Download(stored.file, stored.name)
    made = version_exports.latest_print(stored)
    return Download(made.file, f"{version_exports.filename(stored)}.pdf", made.pages) if made else None


def texts(meeting: Meeting) -> QuerySet[DocumentVersion]:
    """Returns the texts written in the portal that are papers of a meeting."""
    return DocumentVersion.objects.filter(papers__item__meeting=meeting, file="").distinct()


def with_files(items) -> None:
    """Sets `shown_papers` on each of these items: its papers with their `current` file. Takes two queries."""
    found: dict[int, list[Paper]] = {}
    rows = Paper.objects.filter(item__in=[item.pk for item in items])
    rows = rows.select_related("version__print", "version__document", "document").defer(
        "version__text", "version__words"
    )
    for paper in rows.prefetch_related("files"):
        paper.current = current(paper)
        found.setdefault(paper.item_id, []).append(paper)
    for item in items:
        item.shown_papers = found.get(item.pk, [])
