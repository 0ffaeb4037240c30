"""Files that are made when somebody asks for them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from foundation.files import pandoc
from foundation.files.serving import as_download, as_word

pytestmark = pytest.mark.django_db


def test_word_file_that_cannot_be_written_is_told_in_words(rf, caplog):
    def fail() -> bytes:
        return pandoc.convert(b"{", read="json", write="docx")

    request = rf.get("/")
    request.session, request.user, request.htmx = {}, AnonymousUser(), False
    answer = as_word(request, fail, name="minutes.docx")
    assert answer.status_code == 503
    assert "The Word file could not be created" in answer.content.decode()
    assert "minutes.docx was not written" in caplog.text


NAME = 'a"; filename="evil.exe\r\nX-Forged: 1 \u00e9.docx'


@pytest.mark.parametrize("how", ["stored", "made"])
def test_name_of_a_file_cannot_end_its_header(rf, how):
    if how == "made":
        answer = as_word(rf.get("/"), lambda: b"PK", name=NAME)
    else:
        stored = default_storage.open(default_storage.save("files/one.docx", ContentFile(b"PK")))
        answer = as_download(rf.get("/"), stored, name=NAME)
        stored.close()
    said = answer["Content-Disposition"]
    assert said.startswith("attachment; filename*=utf-8''a%22%3B%20filename%3D%22evil.exe")
    assert "\r" not in said
    assert "\n" not in said
    assert '"' not in said
    assert "X-Forged" not in answer


def test_stored_file_is_a_download_that_a_browser_neither_runs_nor_keeps(rf):
    stored = default_storage.open(default_storage.save("files/page.txt", ContentFile(b"<b>text</b>")))
    answer = as_download(rf.get("/"), stored, name="page.txt")
    stored.close()
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"] == 'attachment; filename="page.txt"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
