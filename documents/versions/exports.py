"""A text of a document to take away: for Word at once, as a PDF by a worker."""

import hashlib
import json

from django.db import transaction
from django.template.loader import render_to_string

from documents.document.models import DocumentVersion, TextPrint
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import docx, pdf
from foundation.jobs import outbox
from foundation.models import Job
from foundation.portal import demo

JOB = "document-text"


def facts(version: DocumentVersion) -> list[str]:
    """The lines under the title: what it is, where it stands, which version this is."""
    document = version.document
    kind = "" if document.kind == document.Kind.OTHER else document.get_kind_display().capitalize()
    day = PartialDate.of(version.uploaded_at.astimezone(clock.zone()).date())
    is_out = version.published_at and document.is_public
    state = "Not published" if document.is_public and not is_out else document.state.capitalize()
    return [
        line
        for line in (
            " · ".join(part for part in (kind, version.symbol or document.symbol, version.part) if part),
            " · ".join(part for part in (state, str(document.date or "")) if part),
            "" if is_out else f"Version {version.number}, {day}",
        )
        if line
    ]


def filename(version: DocumentVersion) -> str:
    """Without its ending."""
    return f"gmg-{version.document.slug}-v{version.number}-{version.language}"


def as_docx(version: DocumentVersion) -> bytes:
    """The text as a Word document."""
    said = [*facts(version), *([demo.WORDS] if demo.is_demo() else [])]
    paper = docx.Paper(
        version.document.title, facts=said, running=f"Global Migration Group · {version.document}"
    )
    paper.rich(version.text, below=0)
    return paper.content()


def as_html(version: DocumentVersion) -> str:
    """The page that is set as the PDF."""
    said = {
        "version": version,
        "facts": facts(version),
        "demonstration": demo.WORDS if demo.is_demo() else "",
    }
    return render_to_string("pdf/document.html", said)


def fingerprint(version: DocumentVersion) -> str:
    """A hash of everything that the PDF says."""
    content = [version.document.title, facts(version), version.sha256]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@transaction.atomic
def ask_for(version: DocumentVersion) -> TextPrint:
    """Returns the PDF as it is; where it is not up to date, a worker makes it."""
    made, _ = TextPrint.objects.get_or_create(version=version)
    if not is_fresh(made, version):
        outbox.put(JOB, made.pk)
    return made


def is_fresh(made: TextPrint | None, version: DocumentVersion) -> bool:
    """Whether the PDF was made and still says what it would say now."""
    return bool(made and made.file and made.fingerprint == fingerprint(version))


def latest_print(version: DocumentVersion) -> TextPrint | None:
    """The PDF of a text, if it was made and still holds. Of `select_related("print", "document")`."""
    made = getattr(version, "print", None)
    return made if is_fresh(made, version) else None


def job_of(made: TextPrint) -> Job | None:
    """The job that makes the PDF, or made it last."""
    return Job.objects.last_of(JOB, made)


def make(job: outbox.Held):
    """Makes the PDF, outside of any transaction; gives what keeps it."""
    return _set(TextPrint.objects.select_related("version__document").get(pk=job.subject), job.tell)


def make_now(version: DocumentVersion, *, tell) -> None:
    """For another job of the worker that needs the PDF: makes it unless it is up to date, and keeps it."""
    made, _ = TextPrint.objects.get_or_create(version=version)
    if not is_fresh(made, version):
        keep = _set(made, tell)
        with transaction.atomic():
            keep()


def _set(made: TextPrint, tell):
    """Sets the text, which takes its time; gives what keeps the PDF."""
    version = made.version
    mark = fingerprint(version)
    try:
        printed = pdf.render(as_html(version), tell=tell)
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def keep():
        made.take(printed.content, name=f"{filename(version)}.pdf", pages=printed.pages, fingerprint=mark)

    return keep
