"""The files of a proposal: which are taken, who gets them, when they go."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.files.storage import LARGEST
from meetings.models import Proposal, ProposalFile
from tests import factories
from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%..."


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.pdf", b"<html><script>", "do not match its file name"),
        ("note.txt", b"<!DOCTYPE html><p>", "do not match its file name"),
        ("note.txt", b"  <svg onload=x>", "do not match its file name"),
        ("note.txt", b"MZ\x90\x00", "do not match its file name"),
        ("picture.png", b"<svg xmlns='x'/>", "do not match its file name"),
        ("picture.svg", b"<svg/>", "not a kind of file that can be uploaded"),
        ("run.exe", b"MZ", "not a kind of file that can be uploaded"),
        ("page.html", b"<p>", "not a kind of file that can be uploaded"),
        ("nothing", b"abc", "not a kind of file that can be uploaded"),
        ("empty.txt", b"", "This file is empty"),
        ("great.pdf", PDF + b" " * LARGEST, "the limit is 25 MB"),
    ],
)
def test_refused_file_writes_nothing_and_keeps_what_was_typed(client, group, tmp_path, name, content, why):
    answer = post(
        client,
        group.focal,
        "propose",
        title="Domestic workers",
        files=[SimpleUploadedFile("fine.pdf", PDF), SimpleUploadedFile(name, content)],
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert why in text
    assert 'value="Domestic workers"' in text
    assert "Please choose the files again" in text
    assert not Proposal.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.DOCX", factories.office_file()),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.txt", "Où, für, 日本 a < b".encode()),
        ("a.txt", "Où".encode("latin-1")),
    ],
)
def test_usual_files_are_taken(client, group, name, content):
    post(client, group.focal, "propose", title="x", files=[SimpleUploadedFile(name, content)])
    assert Proposal.objects.get().files.get().name == name


def test_more_files_than_ten_are_refused(client, group):
    def files(count):
        return [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(count)]

    answer = post(client, group.focal, "propose", title="x", files=files(11))
    assert "A topic can have at most 10 files" in answer.content.decode()
    made = proposal(group.focal, files=files(6))
    answer = post(
        client, group.focal, "proposal_change", made.pk, title="x", revision=made.revision, files=files(5)
    )
    assert "at most 10 files" in answer.content.decode()
    assert made.files.count() == 6


def test_files_go_when_the_proposal_is_not_written(group, tmp_path, monkeypatch):
    def fails(**fields):
        raise RuntimeError

    monkeypatch.setattr(ProposalFile.objects, "create", fails)
    with pytest.raises(RuntimeError):
        proposal(group.focal, files=[SimpleUploadedFile("note.pdf", PDF)])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_is_streamed_as_an_attachment_to_those_who_may_see_the_proposal(client, group):
    made = proposal(group.focal, files=[SimpleUploadedFile("note.pdf", PDF)])
    kept = made.files.get()
    answer = page(client, group.other, "file", made.pk, kept.pk)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert page(client, group.stranger, "file", made.pk, kept.pk).status_code == 404
    other = proposal(group.focal, title="Another")
    assert page(client, group.other, "file", other.pk, kept.pk).status_code == 404


def test_removed_file_is_gone_from_the_storage(client, group, tmp_path, django_capture_on_commit_callbacks):
    made = proposal(group.focal, files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", PDF)])
    gone = made.files.first()
    with django_capture_on_commit_callbacks(execute=True):
        post(
            client,
            group.focal,
            "proposal_change",
            made.pk,
            title="x",
            revision=made.revision,
            remove=[gone.pk],
        )
    assert [file.name for file in made.files.all()] == ["b.pdf"]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
