"""What may come with a proposal: by its size, its name and, since a name can lie, its first bytes."""

import hashlib
import re
import uuid
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from foundation.fields import NAME
from meetings.models import Proposal, ProposalFile

MOST_FILES = 10
LARGEST = 10 * 1024 * 1024  # bytes, each

_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
# By ending: how the content begins, and as what it is given out. Text begins in any way.
KINDS = {
    "pdf": ((b"%PDF-",), "application/pdf"),
    "docx": (_ZIP, f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": (_ZIP, f"{_OFFICE}.spreadsheetml.sheet"),
    "pptx": (_ZIP, f"{_OFFICE}.presentationml.presentation"),
    "odt": (_ZIP, "application/vnd.oasis.opendocument.text"),
    "ods": (_ZIP, "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (_ZIP, "application/vnd.oasis.opendocument.presentation"),
    "doc": (_OLE, "application/msword"),
    "xls": (_OLE, "application/vnd.ms-excel"),
    "ppt": (_OLE, "application/vnd.ms-powerpoint"),
    "rtf": ((b"{\\rtf",), "application/rtf"),
    "png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
    "jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "gif": ((b"GIF87a", b"GIF89a"), "image/gif"),
    "txt": ((), "text/plain"),
    "csv": ((), "text/csv"),
    "md": ((), "text/plain"),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)
# What a browser might run although its name says text.
_RUNS = re.compile(rb"<\s*(?:!doctype|\?xml|html|head|body|script|svg|iframe|object)\b|^#!|^MZ", re.I)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def ending(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def content_type(name: str) -> str:
    return KINDS.get(ending(name), ((), "application/octet-stream"))[1]


def check(upload) -> None:
    """Raises `ValidationError`, whose text names the file and says what to do."""
    name = upload.name
    if len(name) > NAME:
        raise ValidationError(f"The name of “{name[:40]}…” is too long. Shorten it to {NAME} letters.")
    if upload.size > LARGEST:
        raise ValidationError(
            f"“{name}” has {upload.size / 1024**2:.0f} MB; a file can have {LARGEST // 1024**2} MB. Make it "
            "smaller, or say in the text where it can be found."
        )
    if ending(name) not in KINDS:
        raise ValidationError(
            f"“{name}” is of a kind that is not taken here. Text, PDF, office files and pictures are: save "
            "it as one of these."
        )
    start = upload.read(4096)
    upload.seek(0)
    begins = KINDS[ending(name)][0]
    fits = start.startswith(begins) if begins else not (_RUNS.search(start) or _NO_TEXT.search(start))
    if not fits:
        raise ValidationError(
            f"“{name}” does not hold what its name says. Open it, save it anew as the kind that it is, and "
            "choose it again."
        )


def keep(proposal: Proposal, uploads, *, by, kept: list[str]) -> None:
    """Stores them with the proposal. The names in the storage are added to `kept` as they come about."""
    for upload in uploads:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        stored = default_storage.save(f"proposals/{uuid.uuid4().hex}.{ending(upload.name)}", upload)
        kept.append(stored)
        ProposalFile.objects.create(
            proposal=proposal,
            file=stored,
            name=upload.name,
            size=upload.size,
            sha256=digest.hexdigest(),
            uploaded_by=by,
        )
