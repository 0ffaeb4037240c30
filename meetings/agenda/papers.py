"""The papers of an item: files, each with its earlier versions, or a joint document at a version."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile

from documents.models import DocumentVersion
from documents.versions import exports as version_exports
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.meeting.models import Meeting


def papers_owed(meetings):
    """The items of agendas that are out, for which an agency is to bring a paper and has not."""
    return (
        AgendaItem.objects.filter(meeting__in=meetings, paper_by__isnull=False, papers=None)
        .exclude(meeting__agenda_state=Meeting.Agenda.PRIVATE)
        .exclude(meeting__stage=Meeting.Stage.PLANNED)
        .select_related("paper_by", "meeting")
        .order_by("meeting", "position")
    )


def current(paper: Paper) -> PaperFile | DocumentVersion | None:
    """What is read of it: the latest file, or the version that was linked. Of prefetched `files`."""
    return paper.version or max(paper.files.all(), key=lambda one: one.pk, default=None)


@dataclass(frozen=True)
class Download:
    """What is taken away of a paper, under the name that people know."""

    file: FieldFile
    name: str
    pages: int | None = None


def download(stored: PaperFile | DocumentVersion) -> Download | None:
    """Of a file itself; of a text its PDF, nothing until a worker has made that."""
    if stored.file or isinstance(stored, PaperFile):
        return Download(stored.file, stored.name)
    made = version_exports.latest_print(stored)
    return Download(made.file, f"{version_exports.filename(stored)}.pdf", made.pages) if made else None


def texts(meeting: Meeting) -> QuerySet[DocumentVersion]:
    """The texts written in the portal that are papers of a meeting."""
    return DocumentVersion.objects.filter(papers__item__meeting=meeting, file="").distinct()


def with_files(items) -> None:
    """Gives each of these items its papers, each with its `current` file, in a fixed number of queries."""
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
