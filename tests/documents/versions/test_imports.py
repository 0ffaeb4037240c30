"""Word files that become texts, and images in texts: the pages, the worker, and what is kept."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from documents.document.models import ImportedText, TextImage, image_reader
from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from documents.versions import imports
from foundation.dates import clock
from foundation.files import text_images
from foundation.files.images import LARGEST
from foundation.text import rich
from tests import factories
from tests.documents.versions.test_pages import do_jobs, page
from tests.foundation.files.test_word import PNG
from tests.together import worker_ends_its_jobs_between_two_queries

pytestmark = pytest.mark.django_db


def a_word_file(*paragraphs, comment="", picture=b"", name="draft.docx"):
    made, file = docx.Document(), io.BytesIO()
    for words in paragraphs:
        last = made.add_paragraph().add_run(words)
    if comment:
        made.add_comment(last, text=comment, author="Ben", initials="B")
    if picture:
        made.add_picture(io.BytesIO(picture))
    made.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def a_picture(content=PNG, name="map.png"):
    return SimpleUploadedFile(name, content)


def bring(client, document, file, language="en"):
    return client.post(page("import_word", document.pk), {"file": file, "language": language})


def test_word_file_is_read_by_a_worker_and_opened_in_the_editor_before_it_is_saved(client, document):
    assert "Import Word file" in client.get(page("import_word", document.pk)).text
    answer = bring(client, document, a_word_file("A first line", "A second", comment="Private!"))
    made = ImportedText.objects.get()
    assert answer.url == page("import_page", document.pk, made.pk)
    assert "The Word file is being read." in client.get(answer.url).text
    do_jobs()
    editor = client.get(answer.url).url
    assert editor == page("text_write", document.pk) + f"?imported={made.pk}"
    text = client.get(editor).text
    for words in ("A first line", "draft.docx", "1 margin comment was left out.", "Save version"):
        assert words in text
    assert "Private!" not in text
    assert not document.versions.exists()
    data = {"text": ImportedText.objects.get().text, "note": "", "language": "en", "after": 0}
    client.post(page("text_write", document.pk), data)
    assert rich.plain(document.versions.get().text) == "A first line\n\nA second"
    assert not ImportedText.objects.exists()


def test_page_that_asks_is_led_to_the_editor(client, document):
    where = bring(client, document, a_word_file("Words")).url
    seen = client.get(where).context["seen"]
    ask = {"HX-Request": "true"}
    assert client.get(where, {"seen": seen}, headers=ask).status_code == 204
    do_jobs()
    assert "?imported=" in client.get(where, {"seen": seen}, headers=ask)["HX-Redirect"]


def test_import_that_ends_while_the_page_asks_leads_to_the_editor(client, document):
    where = bring(client, document, a_word_file("Words")).url
    with worker_ends_its_jobs_between_two_queries():
        assert "?imported=" in client.get(where).url


def test_blocks_of_the_current_text_keep_their_ids(client, document, ana):
    old = rich.clean("<p>The Group met in Geneva.</p><p>It agreed.</p>")
    old = old.replace('data-id="', 'data-id="x')[:-1] + ">"
    version_actions.write_text(document, text=old, after=0, by=ana)
    bring(client, document, a_word_file("New.", "The Group met in Vienna.", "It agreed."))
    do_jobs()
    ids = [block.get("data-id") for block in rich.parse(ImportedText.objects.get().text)]
    before = [block.get("data-id") for block in rich.parse(document.versions.get().text)]
    assert ids[1:] == before
    shown = client.get(page("text_write", document.pk), {"imported": ImportedText.objects.get().pk}).text
    assert "Compare it with the current text" in shown


def test_only_its_uploader_sees_an_imported_text(client, document):
    bring(client, document, a_word_file("Not for Ben"))
    do_jobs()
    made = ImportedText.objects.get()
    client.force_login(factories.person_of("IOM", name="Ben"))
    assert client.get(page("import_page", document.pk, made.pk)).status_code == 404
    assert "Not for Ben" not in client.get(page("text_write", document.pk), {"imported": made.pk}).text
    for nonsense in ("x", "-1", "9" * 30):
        assert client.get(page("text_write", document.pk), {"imported": nonsense}).status_code == 200


def test_file_that_cannot_be_read_says_what_to_do(client, document):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    where = bring(client, document, SimpleUploadedFile("broken.docx", content.getvalue())).url
    do_jobs()
    text = client.get(where).text
    assert "The Word file could not be imported" in text
    assert "save it as a Word document" in text
    assert "Choose another file" in text


def test_file_without_words_says_so(client, document):
    where = bring(client, document, a_word_file("")).url
    do_jobs()
    assert "The file has no text." in client.get(where).text


def test_other_files_are_refused_at_once(client, document):
    for name, content in (("a.pdf", b"%PDF-1.7"), ("a.docx", b"no zip"), ("a.doc", b"\xd0\xcf\x11\xe0")):
        answer = bring(client, document, SimpleUploadedFile(name, content))
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
    assert not ImportedText.objects.exists()


def test_imported_texts_and_files_are_forgotten_after_a_week(
    client, document, django_capture_on_commit_callbacks
):
    bring(client, document, a_word_file("Words"))
    made = ImportedText.objects.get()
    stored = made.file.name
    with clock.moved_to(clock.now() + dt.timedelta(days=6)):
        assert imports.forget_imports() == 0
    with clock.moved_to(clock.now() + dt.timedelta(days=8)), django_capture_on_commit_callbacks(execute=True):
        assert imports.forget_imports() == 1
    assert not ImportedText.objects.exists()
    assert not default_storage.exists(stored)


def test_next_import_replaces_the_one_before(client, document):
    first = bring(client, document, a_word_file("First")).url
    bring(client, document, a_word_file("Second"))
    do_jobs()
    assert "Second" in ImportedText.objects.get().text
    assert client.get(first).status_code == 404


# Images


def test_images_of_a_word_file_are_kept_once(client, document):
    bring(client, document, a_word_file("Look:", picture=PNG))
    do_jobs()
    image = TextImage.objects.get()
    assert f'src="{image.get_absolute_url()}"' in ImportedText.objects.get().text
    answer = client.get(image.get_absolute_url())
    assert answer.getvalue() == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_image_is_uploaded_and_shown_in_page_pdf_and_word(client, document, ana):
    answer = client.post(page("image_add", document.pk), {"file": a_picture(), "alt": "A map"})
    source = answer.json()["src"]
    text = f'<p>Look:</p><img src="{source}" alt="A map of the world">'
    client.post(page("text_write", document.pk), {"text": text, "note": "", "language": "en", "after": 0})
    assert f'src="{source}"' in client.get(document.get_absolute_url()).text
    word = docx.Document(io.BytesIO(client.get(page("print_docx", document.pk, 1)).content))
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == ["A map of the world"]
    client.post(page("print_make", document.pk, 1))
    do_jobs()
    pdf = PdfReader(io.BytesIO(client.get(page("print_pdf", document.pk, 1)).getvalue()))
    assert len(pdf.pages[0].images) == 1


def test_what_is_no_image_is_refused_with_a_sentence(client, document):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for content in (svg, b"%PDF-1.7", b"", b"GIF88a"):
        answer = client.post(page("image_add", document.pk), {"file": a_picture(content)})
        assert answer.status_code == 400
    assert "save it as PNG or JPEG" in answer.json()["refused"]
    large = client.post(page("image_add", document.pk), {"file": a_picture(PNG + b"0" * LARGEST)})
    assert "limit for an image is 5 MB" in large.json()["refused"]
    assert "choose an image" in client.post(page("image_add", document.pk)).json()["refused"]
    assert not TextImage.objects.exists()


def test_image_is_shown_to_whoever_may_see_the_document(client, document, ana):
    image = text_images.add(TextImage(document=document), file=a_picture(), by=ana)
    version_actions.write_text(
        document, text=f'<p>a</p><img src="{image.get_absolute_url()}" alt="">', after=0, by=ana
    )
    client.logout()
    assert client.get(image.get_absolute_url()).status_code == 404
    library_actions.publish(document, by=ana)
    assert client.get(image.get_absolute_url()).getvalue() == PNG


def test_a_text_brings_no_image_of_another_document_to_word_or_pdf(document, ana):
    other = library_actions.begin(title="Other", kind="brochure", lead=factories.agency("IOM"), by=ana)
    image = text_images.add(TextImage(document=other), file=a_picture(), by=ana)
    assert image_reader(other)(image.get_absolute_url()) == PNG
    assert image_reader(document)(image.get_absolute_url()) is None
    forged = image.get_absolute_url().replace(f"/{other.pk}/", f"/{document.pk}/")
    assert image_reader(document)(forged) is None
