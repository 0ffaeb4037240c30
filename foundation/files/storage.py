"""Stores uploaded files, after a check of their size, their name and their first bytes, since a name can lie.

They lie outside the web root under names of their own. A view decides who gets which.
"""

import codecs
import hashlib
import logging
import re
import uuid
import zipfile
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.text.lengths import NAME
from foundation.verbs import Refused

log = logging.getLogger(__name__)

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:  # files are kept on a disk, which raises OSError
    AWAY: tuple[type[Exception], ...] = (OSError,)
else:
    AWAY = (OSError, BotoCoreError, ClientError)

LARGEST = 25 * 1024 * 1024  # bytes, each
UNPACKED = 10 * LARGEST  # bytes that an office file, which is a zip, may hold in all
MOST_PARTS = 5_000

_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
# Office puts a file with a password into a container of the old format, with a part of this name.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
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
# Of an office file: the part that tells which one it is, and those in which programs hide.
TELLING = {"docx": ("word/",), "xlsx": ("xl/",), "pptx": ("ppt/",)} | dict.fromkeys(
    ("odt", "ods", "odp"), ("content.xml", "encrypted-package")
)
_PROGRAMS = re.compile(r"(^|/)(vbaproject\w*\.bin|vbadata\.xml)$|^xl/macrosheets/|^(basic|scripts)/", re.I)
_PROGRAMS_OF_OLD = "_VBA_PROJECT".encode("utf-16-le")
ACCEPT = ",".join(f".{ending}" for ending in KINDS)
# What a browser might run although its name says text.
_RUNS = re.compile(rb"<\s*(?:!doctype|\?xml|html|head|body|script|svg|iframe|object)\b|^#!|^MZ", re.I)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class StoredFile(models.Model):
    """A file as somebody uploaded it, with a hash that shows whether it is still the same."""

    file = models.FileField(upload_to="files/")
    name = models.CharField(max_length=NAME)
    size = models.PositiveBigIntegerField(help_text=gettext_lazy("In bytes."))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=clock.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class MadeFile(models.Model):
    """A file that the portal made from its data and can make again. `fingerprint` is a hash of that data."""

    fingerprint = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="made/", blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text=gettext_lazy("In bytes."))
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def take(self, content: bytes, *, name: str, pages: int, fingerprint: str) -> None:
        """Stores the content in place of the old file. Call it in a transaction. Raises `NoPlace`."""
        old = self.file.name
        try:
            self.file.save(name, ContentFile(content), save=False)
        except AWAY as error:
            raise _no_place(content) from error
        self.fingerprint, self.pages = fingerprint, pages
        self.size, self.made_at = len(content), clock.now()
        self.save()
        if old:
            forget(old)

    def drop(self) -> None:
        """Deletes the file, so that it is made again when somebody asks for it. Call it in a transaction."""
        if self.file:
            forget(self.file.name)
        self.file, self.fingerprint = "", ""
        self.save(update_fields=["file", "fingerprint"])


def ending(name: str) -> str:
    """Returns the ending of a name in small letters and without the dot; empty if it has none."""
    return PurePath(name).suffix.lower().removeprefix(".")


def content_type(name: str) -> str:
    """Returns the media type for a file of that name."""
    return KINDS.get(ending(name), ((), "application/octet-stream"))[1]


def check(upload) -> None:
    """Raises `ValidationError` if the file is refused. The text names the file and says what to do."""
    name = upload.name
    if len(name) > NAME:
        raise ValidationError(
            _("The name of “%(start)s…” is too long. Please shorten it to %(limit)s characters or fewer.")
            % {"start": name[:40], "limit": NAME}
        )
    if upload.size > LARGEST:
        raise ValidationError(
            _(
                "“%(name)s” is %(size)s MB; the limit is %(limit)s MB. Please make it smaller, or write in "
                "the text where it can be found."
            )
            % {"name": name, "size": f"{upload.size / 1024**2:.0f}", "limit": LARGEST // 1024**2}
        )
    if ending(name) not in KINDS:
        raise ValidationError(
            _(
                "“%(name)s” is not a kind of file that can be uploaded here. Please save it as a PDF, "
                "office, text or picture file."
            )
            % {"name": name}
        )
    try:
        require_content(upload)
    except NotStored as refusal:
        raise ValidationError(str(refusal)) from None
    start = upload.read(4096)
    upload.seek(0)
    begins = KINDS[ending(name)][0]
    if begins == _ZIP and start.startswith(_OLE):
        if not is_locked_office(upload):
            raise ValidationError(_not_what_it_says(name))
    elif begins == _ZIP:
        _check_parts(upload)
    elif begins == _OLE and start.startswith(begins):
        if _PROGRAMS_OF_OLD in upload.read():
            raise ValidationError(_with_programs(name))
        upload.seek(0)
    elif not (start.startswith(begins) if begins else _is_text(start)):
        raise ValidationError(_not_what_it_says(name))


def is_locked_office(content) -> bool:
    """Returns whether an open file is one of Office that only a password opens. It is rewound."""
    content.seek(0)
    whole = content.read()
    content.seek(0)
    return whole.startswith(_OLE) and _LOCKED in whole


def _is_text(start: bytes) -> bool:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # as Windows writes "Unicode"
        start = start.decode("utf-16", "replace").encode()
    return not (_RUNS.search(start) or _NO_TEXT.search(start))


def _check_parts(upload) -> None:
    """Checks that an office file is what its name says, has no macros, and is not a zip bomb."""
    name = upload.name
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise ValidationError(_not_what_it_says(name)) from None
    upload.seek(0)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED or len(parts) > MOST_PARTS:
        raise ValidationError(
            _(
                "“%(name)s” would unpack to %(size)s MB in %(parts)s parts, which is too large. Please open "
                "it, save it again, and choose the new file."
            )
            % {"name": name, "size": f"{unpacked / 1024**2:,.0f}", "parts": len(parts)}
        )
    if not any(part.filename.startswith(TELLING[ending(name)]) for part in parts):
        raise ValidationError(_not_what_it_says(name))
    if any(_PROGRAMS.search(part.filename) for part in parts):
        raise ValidationError(_with_programs(name))


def _not_what_it_says(name: str) -> str:
    return _(
        "The contents of “%(name)s” do not match its file name. Please open it, save it again in the right "
        "format, and choose the new file."
    ) % {"name": name}


def _with_programs(name: str) -> str:
    return _(
        "“%(name)s” contains macros, which could harm the people who open it. Please save it without macros "
        "or as a PDF, and choose the new file."
    ) % {"name": name}


class NotStored(Refused):
    """The storage is full or away, so an upload was not taken. Nothing of it is left there."""

    def __init__(self, name: str):
        super().__init__(
            _(
                "“%(name)s” could not be saved because the file storage is full or unavailable. Nothing else "
                "is lost. Please choose the file again in a few minutes, and tell the secretariat if this "
                "continues."
            )
            % {"name": name}
        )


class Unkept(UploadedFile):
    """An upload that found the disk full on its way: its name and size, without its content."""


def require_content(upload) -> None:
    """Raises `NotStored` if there was no room for the upload while it came."""
    if isinstance(upload, Unkept):
        raise NotStored(upload.name or "")


class NoPlace(outbox.Later):
    """The storage is full or away. Nothing of the file is left there."""


def store(content: bytes, *, under: str, ending: str) -> str:
    """Stores a file that the portal made, whole or not at all. Returns its name there. Raises `NoPlace`."""
    name = f"{under}/{uuid.uuid4().hex}.{ending}"
    try:
        return default_storage.save(name, ContentFile(content))
    except AWAY as error:
        with suppress(*AWAY):
            default_storage.delete(name)
        raise _no_place(content) from error


def _no_place(content: bytes) -> NoPlace:
    log.exception("The storage does not take a file of %s bytes.", len(content))
    return NoPlace(_("The file could not be saved because the file storage is full or unavailable."))


def store_all(contents: Iterable[bytes], *, under: str, ending: str) -> list[str]:
    """Stores files that belong together: all or none. Returns their names there. Raises `NoPlace`."""
    names: list[str] = []
    try:
        for content in contents:
            names.append(store(content, under=under, ending=ending))
    except NoPlace:
        for name in names:
            with suppress(*AWAY):
                default_storage.delete(name)
        raise
    return names


def digest(upload) -> str:
    """Returns the SHA-256 of an open file, by which the same file is recognized. It is rewound."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


@contextmanager
def kept_or_gone():
    """Deletes what is stored within the block again if the transaction fails.

    Yields `keep`, which stores a file.
    """
    stored: list[str] = []

    def keep(upload, *, under: str, by) -> dict:
        """Stores an upload. Returns the values of a `StoredFile`.

        Raises `NotStored` if the storage is full or away.
        """
        sha256 = digest(upload)
        wanted = f"{under}/{uuid.uuid4().hex}.{ending(upload.name)}"
        try:
            name = default_storage.save(wanted, upload)
        except AWAY:
            with suppress(*AWAY):  # a full disk keeps the part that it had room for
                default_storage.delete(wanted)
            log.exception("The storage does not take a file of %s bytes.", upload.size)
            raise NotStored(upload.name) from None
        stored.append(name)
        return {
            "file": name,
            "name": upload.name,
            "size": upload.size,
            "sha256": sha256,
            "uploaded_by": by,
        }

    try:
        yield keep
    except BaseException:
        for name in stored:
            try:
                default_storage.delete(name)
            except AWAY:
                log.exception("The file %s could not be taken away again.", name)
        raise


def forget(stored: str | None) -> None:
    """Deletes a file from the storage once the transaction is committed. Does nothing for None."""
    if stored:
        transaction.on_commit(lambda: default_storage.delete(stored), robust=True)
