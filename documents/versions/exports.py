"""A text of a document as a Word document, made at once, or as a PDF, made by a worker."""

import hashlib
import json

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from documents.document.models import DocumentVersion, TextPrint, image_reader
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import docx, pdf
from foundation.jobs import outbox
from foundation.models import Job
from foundation.portal import demo, group
from foundation.text.words import opened

JOB = "document-text"


def facts(version: DocumentVersion) -> list[str]:
    """Returns the lines under the title: whose text it is, kind and symbol, state and date, version."""
    document = version.document
    kind = "" if document.kind == document.Kind.OTHER else opened(document.get_kind_display())
    day = PartialDate.of(version.uploaded_at.astimezone(clock.zone()).date())
    is_out = version.published_at and document.is_public
    state = _("Not published") if document.is_public and not is_out else opened(document.get_state_display())
    return [
        line
        for line in (
            document.face,
            " · ".join(part for part in (kind, version.symbol or document.symbol, version.mark) if part),
            " · ".join(part for part in (state, str(document.date or "")) if part),
            "" if is_out else _("Version %(number)s, %(date)s") % {"number": version.number, "date": day},
        )
        if line
    ]


def footnotes(version: DocumentVersion) -> list[str]:
    """Returns what agencies say that dissociate themselves from the text, each with its name."""
    return [str(one) for one in version.document.dissociations.select_related("agency")]


def filename(version: DocumentVersion) -> str:
    """Returns the file name without its ending."""
    return f"{group.slug()}-{version.document.slug}-v{version.number}-{version.language}"


def as_docx(version: DocumentVersion) -> bytes:
    """Returns the text as a Word document."""
    said = [*facts(version), *([demo.words()] if demo.is_demo() else [])]
    running = f"{group.name()} · {version.document}"
    paper = docx.Paper(version.document.title, facts=said, running=running, language=version.language)
    paper.rich(version.text, below=0, images=image_reader(version.document))
    if said := footnotes(version):
        paper.heading(_("Dissociations"), level=2)
        for line in said:
            paper.paragraph(line)
    return paper.content()


def as_html(version: DocumentVersion) -> str:
    """Returns the page (HTML) from which the PDF is made."""
    said = {
        "version": version,
        "facts": facts(version),
        "footnotes": footnotes(version),
        "demonstration": demo.words() if demo.is_demo() else "",
    }
    return render_to_string("pdf/document.html", said)


def fingerprint(version: DocumentVersion) -> str:
    """Returns a hash of everything that the PDF says."""
    content = [version.document.title, facts(version), version.sha256]
    if said := footnotes(version):
        content.append(said)
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@transaction.atomic
def ask_for(version: DocumentVersion) -> TextPrint:
    """Returns the PDF; if it is not up to date, a worker will make it."""
    made, _is_new = TextPrint.objects.get_or_create(version=version)
    if not is_fresh(made, version):
        outbox.put(JOB, made.pk)
    return made


def is_fresh(made: TextPrint | None, version: DocumentVersion) -> bool:
    """Whether the PDF is made and still up to date."""
    return bool(made and made.file and made.fingerprint == fingerprint(version))


def latest_print(version: DocumentVersion) -> TextPrint | None:
    """Returns the PDF of a text if it is up to date; else None.

    It is quickest with `select_related("print", "document")`.
    """
    made = getattr(version, "print", None)
    return made if is_fresh(made, version) else None


def job_of(made: TextPrint) -> Job | None:
    """Returns the job that makes the PDF, or made it last; None if there is none."""
    return Job.objects.last_of(JOB, made)


def make(job: outbox.Held):
    """Makes the PDF, outside of any transaction. Returns the function that saves it.

    Raises `outbox.Failed`.
    """
    return _set(TextPrint.objects.select_related("version__document").get(pk=job.subject), job.tell)


def make_now(version: DocumentVersion, *, tell) -> None:
    """Makes and saves the PDF unless it is up to date, for another job that needs it.

    Raises `outbox.Failed`.
    """
    made, _is_new = TextPrint.objects.get_or_create(version=version)
    if not is_fresh(made, version):
        keep = _set(made, tell)
        with transaction.atomic():
            keep()


def _set(made: TextPrint, tell):
    """Makes the PDF, which takes time. Returns the function that saves it."""
    version = made.version
    mark = fingerprint(version)
    try:
        printed = pdf.render(as_html(version), tell=tell, images=image_reader(version.document))
    except pdf.Unavailable as error:
        raise outbox.Failed(str(error)) from error

    def keep():
        made.take(printed.content, name=f"{filename(version)}.pdf", pages=printed.pages, fingerprint=mark)

    return keep
