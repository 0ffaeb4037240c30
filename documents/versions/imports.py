"""Texts from Word files.

A worker reads the file. Its uploader then sees the text in the editor, and saves it as a version or not.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import translation

from agencies.models import User
from documents.document.models import Document, ImportedText, TextImage, image_address
from foundation.dates import clock
from foundation.files import docx, text_images
from foundation.files.storage import forget, kept_or_gone
from foundation.files.text_images import new_token
from foundation.jobs import outbox
from foundation.models import Job
from foundation.text import rich
from foundation.text.rich.likeness import adopt_ids
from foundation.verbs import Refused

JOB = "document-import"
KEPT = timedelta(days=7)  # a text that nobody saved


@transaction.atomic
def import_word(document: Document, *, file, language: str, by: User) -> ImportedText:
    """Stores a Word file, which a worker will read. It replaces what the same person imported here before.

    Returns the text to come. Raises `Refused`.
    """
    drop(ImportedText.objects.filter(document=document, by=by))
    with kept_or_gone() as store:
        stored = store(file, under="imports", by=by)
        made = ImportedText.objects.create(
            document=document,
            by=by,
            language=language,
            name=stored["name"],
            file=stored["file"],
            told_in=translation.get_language() or "",
        )
    outbox.put(JOB, made.pk)
    return made


def job_of(made: ImportedText) -> Job | None:
    """Returns the job that reads the file, or read it last."""
    return Job.objects.last_of(JOB, made)


def read(job: outbox.Held):
    """Reads the file, outside of any transaction. Returns the function that saves the text.

    Raises `outbox.Failed` with a sentence that says what to do.
    """
    made = ImportedText.objects.select_related("document", "by").filter(pk=job.subject).first()
    if made is None or not made.file:
        return lambda: None  # another file came in the meantime
    with made.file.open("rb") as file:
        content = file.read()
    pictures: dict[bytes, TextImage] = {}

    def keep_image(picture: bytes, kind: str) -> str:
        image = pictures.setdefault(picture, TextImage(document=made.document, kind=kind, token=new_token()))
        return image_address(made.document_id, image.token)

    with translation.override(made.told_in or None):
        try:
            found = docx.read_word(content, title=made.document.title, keep_image=keep_image)
        except Refused as refusal:
            raise outbox.Failed(str(refusal)) from refusal
    last = made.document.versions.main().filter(language=made.language).last()
    text = adopt_ids(found.text, last.text) if last and last.is_text else found.text

    def save():
        row = ImportedText.objects.select_for_update().filter(pk=made.pk).first()
        if row is None:
            return
        with kept_or_gone() as store:
            for picture, image in pictures.items():
                text_images.put(image, picture, by=made.by, store=store)
            forget(row.file.name)
            row.file, row.text, row.left_out, row.made_at = "", text, found.left_out, clock.now()
            row.save()

    return save


def drop(found) -> None:
    """Removes imported texts, with their files. Call it in a transaction."""
    for one in found:
        forget(one.file.name or None)
        one.delete()


def forget_imports() -> int:
    """Removes imported texts that nobody saved within a week. Returns how many."""
    with transaction.atomic():
        old = list(ImportedText.objects.filter(asked_at__lt=clock.now() - KEPT))
        drop(old)
    return len(old)


def is_saved(document: Document, *, by: User, language: str) -> None:
    """Removes what this person imported, once it is saved as a version. Call it in a transaction."""
    drop(ImportedText.objects.filter(document=document, by=by, language=language).exclude(made_at=None))


def current(document: Document, *, by: User, number: str) -> ImportedText | None:
    """Returns the text that this person imported, if it is read; else None."""
    if not number.isdecimal():
        return None
    found = ImportedText.objects.filter(document=document, by=by, pk=number).exclude(made_at=None)
    return found.first()


def is_empty(made: ImportedText) -> bool:
    """Whether the file had no words that a text can hold."""
    return not rich.plain(made.text).strip() and "<img" not in made.text
