"""A document from its first word to the library: written, renewed as a file, compared, published, found."""

import pytest
from django.urls import reverse

from documents.models import Document
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def fits(somebody) -> None:
    assert somebody.findings() == []
    assert not somebody.is_wider_than_the_screen()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_document_is_drafted_published_and_found_by_a_visitor(visitor, size, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    factories.membership("IOM", "2003")
    ana = factories.person_of("IOM", name="Ana Author")
    somebody = visitor(size)
    page = somebody.logs_in(ana.email)
    page = somebody.goes_to("/documents/")
    page.get_by_role("link", name="Begin a document").click()
    fits(somebody)
    page.get_by_label("Title").fill("Seafarers: a common note")
    page.get_by_label("Kind").select_option("information note")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Write the text", exact=True).click()
    page.locator("trix-editor").click()
    page.keyboard.type("Seafarers need papers.")
    fits(somebody)
    page.get_by_role("button", name="Save this version").click()
    page.get_by_role("heading", name="Version 1, the current one").wait_for()
    fits(somebody)

    page.get_by_role("link", name="Go on writing").click()
    page.locator("trix-editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And rest.")
    page.get_by_label("What changed").fill("rest")
    page.get_by_role("button", name="Save this version").click()
    page.get_by_role("link", name="Both versions, and what changed").click()
    page.get_by_role("heading", name="From version 1 to 2").wait_for()
    assert "And rest." in page.locator("ins").inner_text()
    fits(somebody)

    document = Document.objects.get()
    page = somebody.goes_to(reverse("documents:file_bring", args=[document.pk]))
    fits(somebody)
    file = {"name": "seafarers.pdf", "mimeType": "application/pdf", "buffer": b"<html>no pdf</html>"}
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Bring it").click()
    page.get_by_text("does not hold what its name says").wait_for()
    page.get_by_label("The file").set_input_files(file | {"buffer": b"%PDF-1.7 words"})
    page.get_by_role("button", name="Bring it").click()
    page.get_by_role("heading", name="Version 3, the current one").wait_for()
    page.get_by_text("SHA-256").wait_for()

    page.locator("details.rest > summary").click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("stands in the library").wait_for()
    fits(somebody)

    reader = visitor(size)
    page = reader.goes_to("/documents/?q=seafarers")
    fits(reader)
    page.get_by_role("link", name="Seafarers: a common note").click()
    page.get_by_role("heading", name="How to cite it").wait_for()
    fits(reader)
    with page.expect_download() as download:
        page.get_by_role("link", name="seafarers.pdf").click()
    assert download.value.suggested_filename == "seafarers.pdf"
    page = reader.goes_to("/documents/standing/")
    fits(reader)
    assert page.goto(f"{reader.address}{document.get_absolute_url()}").ok
    assert page.url.endswith(document.public_address)
    assert somebody.complaints == reader.complaints == []
