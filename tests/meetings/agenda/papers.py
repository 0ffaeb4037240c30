"""Files, packs and documents for the tests of papers."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from documents.library import actions as library_actions
from foundation.jobs import outbox
from foundation.models import Job
from meetings.minutes import actions as minutes_actions
from meetings.prints import pack as prints_pack

SECRET = "Quillwort"  # is in no file made for those who may not read it


def pdf(words="Paper", pages=1, *, size=(595, 842), password="", rotate=0) -> bytes:
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(font, pikepdf.Name.Font)
        page.contents_add(f"BT {name} 14 Tf 72 400 Td ({words} {number + 1}) Tj ET".encode())
        if rotate:
            page.rotate(rotate, relative=False)
    kept = io.BytesIO()
    made.save(kept, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return kept.getvalue()


def upload(name="figures.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def make_pack(meeting, what, kind) -> PdfReader:
    pack = prints_pack.ask_for(meeting, what, kind)
    job = Job.objects.unfinished().filter(kind=prints_pack.JOB, subject=str(pack.pk)).first()
    if job:
        outbox.do(job.pk)
    pack.refresh_from_db()
    with pack.file.open("rb") as content:
        return PdfReader(io.BytesIO(content.read()))


def download(browser, address):
    """The answer, read to its end, so that its file is closed."""
    answer = browser.get(address)
    answer.whole = answer.getvalue() if answer.streaming else answer.content
    return answer


def text_of(reader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def begin_document(person):
    return library_actions.begin(title="A common note", kind="information_note", lead=None, by=person)


def run_jobs():
    for job in Job.objects.unfinished().order_by("pk"):
        outbox.do(job.pk)


def write_minutes(meeting, people):
    minutes_actions.write_minutes(meeting.agenda.get(), text="Read.", revision=0, by=people["chair"])
    return meeting
