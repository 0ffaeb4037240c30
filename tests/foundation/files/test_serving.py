"""Files that are made when somebody asks for them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from foundation.files import pandoc
from foundation.files.serving import as_word

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
