"""A document from its first word to the library: written, renewed as a file, compared, published, found."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def fits(somebody) -> None:
    assert somebody.findings() == []


def test_document_is_drafted_published_and_found_by_a_visitor(traveller, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for acronym in ("IOM", "ILO"):
        factories.membership(acronym, "2003")
    today = clock.today()
    year = dt.timedelta(days=365)
    factories.term("ILO", (today - year).isoformat(), (today + year).isoformat())
    ana = factories.person_of("IOM", name="Ana Author")
    somebody = traveller()
    page = somebody.logs_in(ana.email)
    page = somebody.goes_to("/documents/")
    page.get_by_role("link", name="Create a document").click()
    fits(somebody)
    page.get_by_label("Title").fill("Seafarers: a common note")
    page.get_by_label("Kind").select_option("information note")
    page.get_by_role("button", name="Create document").click()
    page.get_by_role("link", name="Write text", exact=True).click()
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.type("Seafarers need papers.")
    fits(somebody)
    page.get_by_role("button", name="Save version").click()
    page.get_by_role("heading", name="Version 1 (current)").wait_for()
    fits(somebody)

    page.get_by_role("link", name="Edit text").click()
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And rest.")
    page.get_by_label("What changed").fill("rest")
    page.get_by_role("button", name="Save version").click()
    page.get_by_role("link", name="Compare all 2 versions").click()
    page.get_by_role("heading", name="Changes from version 1 to 2").wait_for()
    expect(page.locator("ins")).to_contain_text("And rest.", use_inner_text=True)
    fits(somebody)

    document = Document.objects.get()
    page = somebody.goes_to(reverse("documents:file_bring", args=[document.pk]))
    fits(somebody)
    file = {"name": "seafarers.pdf", "mimeType": "application/pdf", "buffer": b"<html>no pdf</html>"}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Upload file").click()
    page.get_by_text("do not match its file name").wait_for()
    page.get_by_label("File").set_input_files(file | {"buffer": b"%PDF-1.7 words"})
    page.get_by_role("button", name="Upload file").click()
    page.get_by_role("heading", name="Version 3 (current)").wait_for()
    page.get_by_text("SHA-256").wait_for()

    page.locator("details.rest > summary").click()
    page.get_by_role("link", name="Request publication").click()
    page.get_by_role("heading", name="How to cite").wait_for()  # what the public will read
    fits(somebody)
    page.get_by_label("Note to the chair").fill("For the Forum.")
    page.get_by_role("button", name="Request publication").click()
    page.get_by_text("The chair has not decided yet.").wait_for()
    fits(somebody)

    chair = traveller()
    page = chair.logs_in(factories.person_of("ILO", name="Carla Chair").email)
    chair.goes_to("/")
    page.get_by_role("listitem").filter(has_text="IOM requests publication").get_by_role("link").click()
    page.get_by_text("For the Forum.").wait_for()
    fits(chair)
    page.get_by_role("button", name="Publish document").click()
    page.get_by_text("published in the library").wait_for()
    fits(chair)

    reader = traveller()
    page = reader.goes_to("/documents/?q=seafarers")
    fits(reader)
    page.get_by_role("link", name="Seafarers: a common note").click()
    page.get_by_role("heading", name="How to cite").wait_for()
    fits(reader)
    with page.expect_download() as download:
        page.get_by_role("link", name="seafarers.pdf").click()
    assert download.value.suggested_filename == "seafarers.pdf"
    page = reader.goes_to("/documents/standing/")
    fits(reader)
    assert page.goto(f"{reader.address}{document.get_absolute_url()}").ok
    assert page.url.endswith(document.public_address)
    assert somebody.complaints == chair.complaints == reader.complaints == []


def test_what_was_delivered_stands_beside_what_was_cleared(db, traveller):
    with clock.moved_to(dt.date(2027, 3, 1)):
        factories.membership("IOM", "2003")
        factories.term("IOM", "2027-01-01", "2027-06-30")
        chair = factories.person_of("IOM", name="Carla Chair")
        at = factories.occasion("Friends of the Forum", "2027-03-01", city="Geneva")
        statement = library_actions.begin(
            title="Our statement", kind="statement", lead=None, occasion=at, by=chair
        )
        version_actions.write_text(statement, text="<p>Excellencies.</p><p>We count.</p>", after=0, by=chair)
        library_actions.clear(statement, by=chair, sentence="Agreed by telephone.")
        carla = traveller()
        page = carla.logs_in(chair.email)
        carla.goes_to("/")
        assert carla.findings() == []
        page.get_by_role("link", name="Enter text").click()
        text = page.get_by_label("Text as delivered")
        expect(text).to_have_value("Excellencies.\n\nWe count.")
        text.fill("Excellencies.\n\nWe count on you.")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Saved. You can compare it with the text as cleared.").wait_for()
        page.get_by_text("not as cleared").wait_for()
        expect(page.locator("ins").first).to_contain_text("count on you.")
        assert carla.findings() == []
        page.get_by_role("link", name="Our statement").click()
        page.get_by_text("Compare the texts").click()
        expect(page.locator("ins").first).to_be_visible()
        assert carla.findings() == []
        carla.goes_to("/documents/")
        carla.sees("desktop", "light")
        boxes = [one.bounding_box() for one in page.locator("form.filter label").all()]
        assert len({round(box["y"]) for box in boxes}) == 1  # on one line
        assert carla.complaints == []


def writes(page, words):
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_what_was_saved_is_not_offered_again_over_a_colleagues_text_and_what_was_not_is(visitor):
    factories.membership("IOM", "2003")
    ana, ben = factories.person_of("IOM", name="Ana"), factories.person_of("IOM", name="Ben")
    document = library_actions.begin(title="A note", kind="other", lead=factories.agency("IOM"), by=ana)
    somebody = visitor()
    somebody.logs_in(ana.email)
    there = reverse("documents:text_write", args=[document.pk])
    page = somebody.goes_to(there)
    writes(page, "Ana's words.")
    page.get_by_role("button", name="Save version").click()
    page.get_by_role("heading", name="Version 1 (current)").wait_for()
    version_actions.write_text(document, text="Ben's words.", after=1, by=ben)
    page = somebody.goes_to(there)
    page.get_by_role("textbox", name="Text").get_by_text("Ben's words.").wait_for()
    expect(page.locator(".kept")).to_have_count(0)

    writes(page, " Ana again.")
    version_actions.write_text(document, text="Ben once more.", after=2, by=ben)
    page.get_by_role("button", name="Save version").click()
    page.get_by_text("Ben saved version 3 while you were writing").wait_for()
    page = somebody.goes_to(there)  # the colliding text was left, and is not saved
    page.locator(".kept").get_by_text("Ana again.").wait_for()
