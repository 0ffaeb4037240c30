"""A Word file becomes a text: uploaded, read, checked in the editor, saved, and taken away again."""

import io

import docx
import pytest
from django.urls import reverse

from documents.library import actions as library_actions
from foundation.text import rich
from tests import factories
from tests.foundation.files.test_word import PNG

pytestmark = pytest.mark.django_db(transaction=True)


def a_word_file() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    made.add_heading("Seafarers", 1)
    said = made.add_paragraph("They need ").add_run("papers")
    said.bold = True
    made.add_comment(said, text="Which?", author="Ben", initials="B")
    made.add_picture(io.BytesIO(PNG))
    made.save(file)
    return file.getvalue()


def test_word_file_is_imported_checked_and_saved(traveller, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    factories.membership("IOM", "2003")
    ana = factories.person_of("IOM", name="Ana Author")
    document = library_actions.begin(title="Note", kind="brochure", lead=factories.agency("IOM"), by=ana)
    somebody = traveller()
    somebody.logs_in(ana.email)
    page = somebody.goes_to(document.get_absolute_url())
    page.get_by_role("link", name="import it from Word").click()
    assert somebody.findings() == []
    file = {"name": "seafarers.docx", "mimeType": "application/octet-stream", "buffer": a_word_file()}
    page.get_by_label("Word file").set_input_files(file)
    page.get_by_role("button", name="Import Word file").click()
    page.get_by_text("1 margin comment was left out.").wait_for()  # the worker of tests reads it at once
    page.locator(".editor strong", has_text="papers").wait_for()
    page.get_by_role("button", name="Save version").click()
    page.get_by_role("heading", name="Version 1 (current)").wait_for()
    shown = page.locator(".rich img, .minutes-read img").first
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    text = document.versions.get().text
    assert rich.plain(text).startswith("Seafarers\n\nThey need papers")
    with page.expect_download() as download:
        page.locator(f"a[href='{reverse('documents:print_docx', args=[document.pk, 1])}']").click()
    word = docx.Document(download.value.path())
    assert [one.text for one in word.paragraphs if one.style.name == "Heading 1"] == ["Seafarers"]
