"""Files that people bring: what is taken, and how the rest is refused."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.files import storage
from foundation.verbs import Refused
from tests import factories

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(storage.UNPACKED // 2**20 + 1):
            part.write(bytes(2**20))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", factories.office_file("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", factories.office_file("xl/workbook.xml")),
        ("a.odt", factories.office_file("mimetype", "content.xml")),
        ("a.doc", OLE + b"words"),
        ("a.pdf", b"%PDF-1.7"),
    ],
)
def test_usual_files_are_taken_and_can_be_read_afterwards(name, content):
    one = upload(name, content)
    storage.check(one)
    assert one.read() == content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", "do not match its file name"),
        ("a.docx", b"PK\x03\x04 nothing", "do not match its file name"),
        ("a.docx", factories.office_file("xl/workbook.xml"), "do not match its file name"),
        ("a.docx", b"%PDF-1.7", "do not match its file name"),
        ("a.docx", factories.office_file("word/document.xml", "word/vbaProject.bin"), "contains macros"),
        ("a.xlsx", factories.office_file("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "contains macros"),
        ("a.odt", factories.office_file("content.xml", "Basic/Standard/Module1.xml"), "contains macros"),
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), "contains macros"),
        ("a.docm", factories.office_file("word/document.xml"), "is not a kind of file that can be uploaded"),
        ("a.html", b"<p>", "is not a kind of file that can be uploaded"),
        ("a.svg", b"<svg>", "is not a kind of file that can be uploaded"),
    ],
)
def test_what_is_not_what_it_says_or_could_harm_is_refused_in_words(name, content, why):
    with pytest.raises(ValidationError, match=why):
        storage.check(upload(name, content))


def test_zip_bomb_is_refused_without_being_unpacked():
    content = bomb()
    assert len(content) < 2 * 2**20
    with pytest.raises(ValidationError, match="would unpack to 251 MB"):
        storage.check(upload("a.docx", content))


def test_office_file_of_absurdly_many_parts_is_refused():
    parts = [f"word/{number}.xml" for number in range(storage.MOST_PARTS + 1)]
    with pytest.raises(ValidationError, match="which is too large"):
        storage.check(upload("a.docx", factories.office_file(*parts)))


def test_file_of_60_megabytes_is_refused():
    with pytest.raises(ValidationError, match="is 60 MB; the limit is 25 MB"):
        storage.check(upload("a.pdf", b"%PDF-" + bytes(60 * 2**20)))


def test_file_is_stored_under_a_name_that_its_sender_does_not_choose():
    content = upload("a.pdf", b"%PDF-")
    content._name = "../../etc/passwd.pdf"  # as no upload of Django's comes
    with storage.kept_or_gone() as keep:
        kept = keep(content, under="documents", by=None)
    assert re.fullmatch(r"documents/[0-9a-f]{32}\.pdf", kept["file"])


def test_storage_that_is_away_is_told_and_nothing_is_kept(settings, tmp_path):
    (tmp_path / "media").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "media"
    with pytest.raises(Refused, match="full or unavailable"), storage.kept_or_gone() as keep:
        keep(upload("a.pdf", b"%PDF-"), under="documents", by=None)


def test_second_file_that_cannot_be_stored_takes_the_first_away_again(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "closed").write_text("no folder")
    kept = []

    def bring_two():
        with storage.kept_or_gone() as keep:
            kept.append(keep(upload("a.pdf", b"%PDF-"), under="documents", by=None)["file"])
            assert default_storage.exists(kept[0])
            keep(upload("b.pdf", b"%PDF-"), under="closed", by=None)

    with pytest.raises(Refused):
        bring_two()
    assert not default_storage.exists(kept[0])
