"""The words of uploaded files: what a search finds of each kind, and what is said of a file that has none."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.library import actions as library_actions
from documents.models import Document, DocumentVersion
from documents.versions import actions as version_actions
from documents.versions import fulltext
from foundation.files import storage
from foundation.jobs import outbox
from foundation.models import Job
from tests import factories

CASES = Path(__file__).parents[2] / "cases"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def office(**parts) -> bytes:
    """An office file with these parts; "__" stands for "/" and "_" for "." in their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def words(content: bytes, name: str) -> str:
    return fulltext.words_of(io.BytesIO(content), name)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def pdf_of(*texts: bytes, **how) -> bytes:
    made, kept = pikepdf.new(), io.BytesIO()
    for text in texts:
        page = made.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(font, pikepdf.Name.Font)
        page.contents_add(f"BT {name} 14 Tf 72 400 Td ".encode() + b"(%s) Tj ET" % text)
    made.save(kept, **how)
    return kept.getvalue()


def test_word_file_is_searched_by_what_it_says_and_not_by_what_was_deleted():
    found = words((CASES / "tracked-deletion.docx").read_bytes(), "a.docx")
    assert "gmg/2026/wl/77" in found
    assert "withdrawnword" not in found
    assert "members agree to the note." in found


def test_word_file_is_searched_in_all_its_parts():
    body = (
        f"<w:p>{run('Body')}<w:ins>{run(' inserted')}</w:ins>"
        f"<w:del><w:r><w:delText> deleted</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run(' before')}</w:moveFrom><w:moveTo>{run(' after')}</w:moveTo>"
        f"<w:r><w:instrText>PAGEREF</w:instrText><w:noBreakHyphen/></w:r></w:p>"
        f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:p>{run('Next')}</w:p>"
        '<mc:AlternateContent xmlns:mc="x"><mc:Choice><w:txbxContent><w:p>'
        f"{run('Boxed')}</w:p></w:txbxContent></mc:Choice><mc:Fallback>{run('Boxed')}</mc:Fallback></mc:AlternateContent>"
    )
    parts = {"word__document_xml": body} | {
        f"word__{name}_xml": f"<w:p>{run(name)}</w:p>"
        for name in ("header1", "footer2", "footnotes", "endnotes")
    }
    parts["word__comments_xml"] = f"<w:p>{run('private')}</w:p>"
    found = words(office(**{name: f"<x {W}>{xml}</x>" for name, xml in parts.items()}), "a.docx")
    assert found == "body inserted after- next boxed header1 footer2 footnotes endnotes"


def test_open_document_is_searched_in_its_text_and_the_heads_of_its_pages():
    content = (
        "<text:tracked-changes><text:deletion><text:p>deleted</text:p></text:deletion></text:tracked-changes>"
        "<text:h>Title</text:h><text:p>Two<text:s/>words<office:annotation><text:p>private</text:p>"
        "</office:annotation><text:note><text:p>noted</text:p></text:note></text:p>"
    )
    styles = "<number:text>.</number:text><style:header><text:p>GMG/1</text:p></style:header>"
    made = office(content_xml=f"<x {ODF}>{content}</x>", styles_xml=f"<x {ODF}>{styles}</x>")
    assert words(made, "a.odt") == "title two words noted gmg/1"


@pytest.mark.parametrize(
    "content",
    [
        (CASES / "notes-cp1252.txt").read_bytes(),
        "Réunion à Genève — compte rendu".encode(),
        "Réunion à Genève — compte rendu".encode("utf-8-sig"),
        "Réunion à Genève — compte rendu".encode("utf-16"),
        b"\xfe\xff" + "Réunion à Genève — compte rendu".encode("utf-16-be"),
        "Re\u0301union a\u0300 Gene\u0300ve — compte rendu".encode(),
    ],
)
def test_plain_text_is_read_whatever_program_wrote_it(content):
    assert words(content, "notes.txt") == "reunion a geneve - compte rendu"
    storage.check(SimpleUploadedFile("notes.txt", content))


def test_long_text_that_ends_within_a_letter_is_read_as_what_it_is(monkeypatch):
    monkeypatch.setattr(fulltext, "MOST", 4)
    assert words("é".encode() * 7 + b"aa" + "é".encode(), "a.txt") == "eeee"  # 16 bytes are read, of 18


def test_ligatures_and_forms_of_arabic_letters_are_read_as_letters():
    text = "eﬃcient ﬁnance co\N{SOFT HYPHEN}operation \ufee3\ufea4\ufee4\ufeaa"
    assert words(text.encode(), "a.txt") == "efficient finance cooperation محمد"


def test_pdf_that_its_owner_locked_is_read_with_what_its_form_holds():
    for method in (4, 6):
        locked = pikepdf.Encryption(owner="secret", user="", R=method)
        assert words(pdf_of(b"Remittances", encryption=locked), "a.pdf") == "remittances"
    assert "example agency" in words((CASES / "form-filled.pdf").read_bytes(), "a.pdf")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("old.doc", OLE + b"words", "format"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "format"),
        ("scan.pdf", pdf_of(b""), "empty"),
        ("locked.pdf", pdf_of(b"Words", encryption=pikepdf.Encryption(owner="a", user="b")), "password"),
        ("locked.docx", LOCKED, "password"),
        ("locked.odt", office(**{"META-INF__manifest_xml": "<encryption-data/>"}), "password"),
        ("damaged.docx", b"PK\x03\x04 no such thing", "damaged"),
        ("damaged.pdf", b"%PDF-1.4 no such thing", "damaged"),
    ],
)  # fmt: skip
def test_file_without_words_says_why(name, content, why):
    found = fulltext.read_file(io.BytesIO(content), name)
    assert found == ("", why)


@pytest.fixture
def ana(client):
    factories.membership("IOM", "2003")
    person = factories.person_of("IOM", name="Ana")
    client.force_login(person)
    return person


@pytest.fixture
def document(ana, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return library_actions.begin(title="Brochure", kind="brochure", lead=factories.agency("IOM"), by=ana)


def bring(document, name, content, by) -> DocumentVersion:
    file = SimpleUploadedFile(name, content)
    storage.check(file)
    made = version_actions.bring_file(document, file=file, by=by)
    do_jobs()
    return made


def do_jobs():
    for pk in Job.objects.unfinished().values_list("pk", flat=True):
        outbox.do(pk)


@pytest.mark.django_db
def test_page_says_of_a_file_that_its_text_cannot_be_searched(client, document, ana):
    for name, content, why in (
        ("old.doc", OLE + b"words", "this kind of file is not read"),
        ("scan.pdf", pdf_of(b""), "it contains no text, only pictures or scanned pages"),
        ("locked.docx", LOCKED, "it is protected by a password"),
    ):
        bring(document, name, content, ana)
        for page in ("document_detail", "version_list"):
            shown = client.get(reverse(f"documents:{page}", args=[document.pk])).text
            assert f"The text of this file cannot be searched: {why}." in shown
    bring(document, "words.pdf", pdf_of(b"Words"), ana)
    assert (
        "cannot be searched" not in client.get(reverse("documents:document_detail", args=[document.pk])).text
    )


@pytest.mark.django_db
def test_search_finds_a_word_however_the_file_or_the_reader_spells_it(client, document, ana):
    bring(document, "notes.txt", "The ﬁnance of \ufee3\ufea4\ufee4\ufeaa in Gene\u0300ve".encode(), ana)
    for asked in ("finance", "ﬁnance", "محمد", "Genève", "Gene\u0300ve", "GENEVE"):
        found = client.get(reverse("documents:document_list"), {"q": asked})
        assert found.context["paginator"].count == 1, asked


@pytest.mark.django_db
def test_words_of_a_text_and_of_a_restored_file_are_read_again(document, ana):
    first = DocumentVersion.objects.get(pk=bring(document, "old.doc", OLE + b"words", ana).pk)
    version_actions.write_text(document, text="A ﬁrst text", after=1, by=ana)
    again = version_actions.restore(first, by=ana)
    assert again.unread == "format"
    DocumentVersion.objects.update(words="stale", unread="")
    for version in Document.objects.get().versions.exclude(pk=again.pk):
        outbox.put(fulltext.JOB, version.pk)
    do_jobs()
    read = list(Document.objects.get().versions.values_list("words", "unread"))
    assert read == [("", "format"), ("a first text", ""), ("", "format")]
