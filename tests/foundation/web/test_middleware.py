"""What goes over the wire."""

import gzip

import pytest
from django.core.files.base import ContentFile

from documents.models import Document, DocumentVersion
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db
READS_GZIP = {"accept-encoding": "gzip, br"}


def test_page_is_sent_compressed_to_who_reads_that(client):
    plain = client.get("/members/")
    small = client.get("/members/", headers=READS_GZIP)
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert "Members" in gzip.decompress(small.content).decode()


def test_file_is_sent_as_it_is_with_its_length(client):
    document = Document.objects.create(kind="brochure", title="Facts", state="published")
    content = b"%PDF-" + b"0" * 5000
    file = DocumentVersion(
        document=document, number=1, name="a.pdf", size=len(content), sha256="0" * 64,
        published_at=clock.now(), uploaded_by=factories.user(),
    )  # fmt: skip
    file.file.save("a.pdf", ContentFile(content), save=False)
    file.save()
    answer = client.get(f"/documents/{document.pk}/versions/1/file/", headers=READS_GZIP)
    assert answer["Content-Length"] == "5005"
    assert "Content-Encoding" not in answer
    assert answer.getvalue() == content
