"""What people write has the direction and the language of its own, not those of the page."""

import io
import re
import zipfile

import pytest
from django import forms

from chairmanship.circulars import actions as circulars
from chairmanship.models import Circular
from documents.library import actions as library
from documents.models import Document
from documents.versions import actions as versions
from documents.versions import exports
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "بيان الهجرة"
TEXT = "تلتزم المجموعة بحقوق المهاجرين.\n\nThe Group agrees."


@pytest.fixture
def chair():
    factories.membership("IOM", "2003")
    factories.term("IOM", "2026-01-01", "2027-12-31")
    return factories.person_of("IOM", name="Carla Chair", email="carla@example.org")


@pytest.fixture
def document(chair):
    made = library.begin(
        title=TITLE, kind=Document.Kind.STATEMENT, lead=chair.appointments.get().agency, by=chair
    )
    versions.write_text(made, text=TEXT, language="ar", after=0, by=chair)
    return made


def held(page: str, text: str) -> set[str]:
    """Returns the opening tags directly around that text."""
    return set(re.findall(rf"<(\w+[^<>]*)>\s*{re.escape(text)}", page))


def test_fields_take_a_text_in_its_own_direction():
    page = forms.TextInput().render("a", "") + forms.Textarea().render("b", "")
    assert page.count('dir="auto"') == 2
    assert "dir=" not in forms.PasswordInput().render("c", "") + forms.EmailInput().render("d", "")


def test_title_and_text_in_arabic_have_their_direction_on_the_page(client, chair, document):
    client.force_login(chair)
    page = client.get(document.get_absolute_url()).text
    assert '<h1 dir="auto">' + TITLE in page
    listed = client.get("/documents/").text
    assert any('dir="auto"' in tag for tag in held(listed, TITLE))
    version = document.versions.get()
    read = client.get(f"/documents/{document.pk}/versions/{version.number}/").text
    assert re.search(r'<div [^>]*lang="ar" dir="auto"[^>]*>\s*<p [^>]*dir="auto">' + TEXT[:10], read)


def test_arabic_text_is_arabic_in_pdf_and_word(document):
    version = document.versions.get()
    assert '<html lang="ar" dir="rtl">' in exports.as_html(version)
    with zipfile.ZipFile(io.BytesIO(exports.as_docx(version))) as paper:
        styles = paper.read("word/styles.xml").decode()
    assert "<w:bidi/>" in styles
    assert 'w:val="ar"' in styles


def test_circular_has_a_language_which_its_page_says(client, chair):
    sent = circulars.send_circular(subject=TITLE, text=TEXT, language="ar", by=chair)
    client.force_login(chair)
    page = client.get(sent.get_absolute_url()).text
    assert re.search('<div class="rich" lang="ar" dir="auto"><p [^>]*dir="auto"', page)
    assert "Arabic" in page
    assert Circular._meta.get_field("language").default == "en"


def test_form_of_a_circular_keeps_its_language(client, chair):
    client.force_login(chair)
    typed = {
        "subject": TITLE, "text": TEXT, "language": "ar", "to_members": "all", "roles": ["focal_points"],
        "to_organizations": "none",
    }  # fmt: skip
    preview = client.post("/circulars/write/", typed | {"step": "preview"}).text
    assert '<div class="rich" lang="ar" dir="auto">' in preview
    client.post("/circulars/write/", typed | {"step": "send"})
    assert Circular.objects.get().language == "ar"
    client.post("/circulars/write/", typed | {"step": "send", "language": "xx", "subject": "No"})
    assert Circular.objects.count() == 1


def test_library_is_narrowed_to_a_language_where_there_are_two(client, chair, document):
    client.force_login(chair)
    assert "All languages" not in client.get("/documents/").text
    other = library.begin(title="In English", kind=Document.Kind.STATEMENT, lead=None, by=chair)
    versions.write_text(other, text="Text", after=0, by=chair)
    page = client.get("/documents/", {"language": "ar"}).text
    assert "All languages" in page
    assert TITLE in page
    assert "In English" not in page
