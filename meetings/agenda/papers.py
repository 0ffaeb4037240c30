"""The papers of an item: files, each with its earlier versions, or a joint document at a version."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.fields.files import FieldFile

from agencies.models import User
from documents.document.symbols import allot
from documents.models import DocumentVersion
from documents.versions import exports as version_exports
from foundation.files.storage import forget, kept_or_gone
from foundation.verbs import Refused
from meetings.agenda.locks import locked_item
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.calendar.models import Rhythm
from meetings.meeting.locks import next_position
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


LEVELS: dict[str, str] = {Meeting.Level.PRINCIPALS: "P", Meeting.Level.WORKING: "WL"}


def _open(item: AgendaItem) -> AgendaItem:
    item = locked_item(item)
    if item.meeting.minutes_stand:
        raise Refused("The minutes of this meeting stand, so that its papers stay as they are.")
    return item


def _again(paper: Paper) -> Paper:
    """The paper as it stands now, under the lock of its item's meeting. Raises `Refused`."""
    item = _open(paper.item)
    found = item.papers.filter(pk=paper.pk).first()
    if found is None:
        raise Refused("Somebody has taken this paper away meanwhile.")
    return found


@transaction.atomic
def add(
    item: AgendaItem, *, title: str, by: User, file=None, version: DocumentVersion | None = None
) -> Paper:
    """Adds a paper: a file, or a joint document at that version. Raises `Refused`."""
    item = _open(item)
    paper = Paper(
        item=item,
        position=next_position(item.papers),
        title=title,
        document=version.document if version else None,
        version=version,
        added_by=by,
    )
    if Rhythm.current().symbols:
        paper.symbol = str(allot(f"GMG/{item.meeting.date.year}/{LEVELS[item.meeting.level]}"))
    paper.save()
    if file:
        _keep(paper, file, by)
    elif version and version.is_text:
        version_exports.ask_for(version)
    return paper


@transaction.atomic
def renew(paper: Paper, *, file, by: User) -> PaperFile:
    """Adds a later version of a paper; the earlier ones stay. Raises `Refused`."""
    paper = _again(paper)
    if paper.document_id:
        raise Refused(
            "This is a joint document. Its versions are kept with it: add the paper anew at a later one."
        )
    return _keep(paper, file, by)


def _keep(paper: Paper, file, by: User) -> PaperFile:
    with kept_or_gone() as keep:
        return PaperFile.objects.create(paper=paper, **keep(file, under="papers", by=by))


@transaction.atomic
def rename(paper: Paper, *, title: str, by: User) -> Paper:
    """Gives a paper another title. Raises `Refused`."""
    paper = _again(paper)
    paper.title = title
    paper.save(update_fields=["title"])
    return paper


@transaction.atomic
def remove(paper: Paper, *, by: User) -> None:
    """Deletes a paper with its versions. Its symbol is never used again. Raises `Refused`."""
    paper = _again(paper)
    for one in paper.files.all():
        forget(str(one.file.name))
        one.delete()
    item, position = paper.item, paper.position
    paper.delete()
    for other in item.papers.filter(position__gt=position).order_by("position"):
        Paper.objects.filter(pk=other.pk).update(position=F("position") - 1)


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
