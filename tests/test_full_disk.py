"""The disk of the files is full: each form with a file gives back what was typed, and leaves nothing."""

import errno
import os
import subprocess

import pytest
from django import forms
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from foundation.dates import clock
from meetings.models import Proposal
from tests.agencies.people.test_own_people import picture
from tests.factories import membership, person_of
from tests.pressing import forms_of
from tests.test_roles import world  # noqa: F401
from tests.test_verbs import Pressed, grown, quiet, rows  # noqa: F401
from tests.verbs import PRESSES, WORD, Press, pdf

SAYS = "could not be saved because the file storage is full or unavailable."
TYPED = "Seafarers and their families"
# By the name of the address: what somebody sends, what must come back, and which tables may have changed.
FORMS = {
    "proposals:propose": {"title": TYPED, "reason": "Many wrote.", "files": pdf},
    "proposals:proposal_change": {"title": TYPED, "reason": "Many wrote.", "files": pdf},
    "meetings:item_papers": {"title": TYPED, "file": pdf},
    "meetings:paper_renew": {"file": pdf},
    "meetings:minutes_attach": {"file": pdf},
    "meetings:correct_whole": {"reason": TYPED, "file": pdf},
    "documents:contribute": {"text": f"<p>{TYPED}</p>", "file": pdf, "do": "save"},
    "documents:file_bring": {"note": TYPED, "file": pdf},
    "documents:import_word": {"file": lambda: SimpleUploadedFile("a.docx", WORD.read_bytes())},
    "documents:image_add": {"file": lambda: SimpleUploadedFile("a.png", picture("PNG"))},
    "chairmanship:report_image_add": {"file": lambda: SimpleUploadedFile("a.png", picture("PNG"))},
    "agencies:logo_change": {"upload": lambda: SimpleUploadedFile("a.png", picture("PNG"))},
    "apply:own": {"answer": TYPED, "files": pdf},
}
NO_FIELD = {"meetings:paper_renew", "documents:image_add", "chairmanship:report_image_add"}
# Their texts are saved first, with or without a file.
SAVES_TEXTS = {"documents:contribute", "apply:own"}
# Forms whose file is read at once and not stored.
NOT_STORED = {"agencies.imports.forms.ImportForm"}


@pytest.fixture
def full_disk(tmp_path, settings, monkeypatch):
    """A function that fills the disk of the files: a real one where that can be mounted."""
    place = tmp_path / "full"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=100", "none", str(place)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0

    def fill():
        if mounted:
            with pytest.raises(OSError, match="No space left"):
                (place / "filler").write_bytes(bytes(8192))
            (place / "filler").write_bytes(bytes(4096))
        else:
            monkeypatch.setattr(FileSystemStorage, "_save", half_saved)
        settings.MEDIA_ROOT = place
        return place

    yield fill
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def half_saved(storage, name, content):
    """Writes a part of the file and fails, as the real storage does on a full disk."""
    path = storage.path(name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.read(4))
    raise OSError(errno.ENOSPC, "No space left on device")


def sent(values: dict) -> dict:
    return {name: value() if callable(value) else value for name, value in values.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_back_what_was_typed_and_leaves_no_file(name, world, quiet, full_disk):  # noqa: F811
    press = PRESSES.get(name, Press())
    with clock.moved_to(press.at):
        if press.prepare:
            press.prepare(world)
        button = Pressed(name, world)
        button.given |= sent(FORMS[name])
        if name == "apply:own":
            button.given[first_answer(button)] = TYPED
    button.fill(rows())
    button.body |= sent(FORMS[name])
    place = full_disk()
    before = rows()
    with clock.moved_to(button.at):
        answer = button.send()
    if name == "meetings:paper_renew":  # on the page that lists the papers
        assert SAYS in str(next(iter(answer.wsgi_request._messages._queued_messages)))
    elif name in NO_FIELD:
        assert answer.status_code == 400
        assert SAYS in answer.json()["refused"]
    else:
        assert answer.status_code == 200
        assert 'aria-invalid="true"' in answer.text  # beside the field
        assert answer.text.count(SAYS) == 1, answer.text
        assert TYPED not in FORMS[name].values() or TYPED in answer.text
    if name not in SAVES_TEXTS:
        assert grown(before) == {}
    assert [path.name for path in place.rglob("*") if path.is_file() and path.name != "filler"] == []


def first_answer(button) -> str:
    page = button.client.get(button.address).text
    return page.split("<textarea", 1)[1].split('name="', 1)[1].split('"', 1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", ["full", "away"])
def test_a_large_file_that_finds_no_room_on_its_way_gives_the_text_back(trouble, full_disk, settings, client):
    """It waits on the disk while its form is read."""
    membership("UNDP", "2006-01-01")
    client.force_login(person_of("UNDP"))
    place = full_disk()
    settings.FILE_UPLOAD_TEMP_DIR = str(place if trouble == "full" else place / "away")
    large = SimpleUploadedFile("large.pdf", b"%PDF-1.4" + bytes(3 * 1024**2))
    files = [large, SimpleUploadedFile("small.pdf", b"%PDF-1.4")]
    answer = client.post(
        reverse("proposals:propose"), {"title": TYPED, "reason": "Many wrote.", "files": files}
    )
    assert answer.status_code == 200
    assert f"“large.pdf” {SAYS}" in answer.text
    assert TYPED in answer.text
    assert "Many wrote." in answer.text
    assert not Proposal.objects.exists()
    assert [path.name for path in place.rglob("*") if path.is_file() and path.name != "filler"] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told to be full")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["with its key", "without", "by a script"])
def test_a_database_without_room_is_told_in_words(how, client):
    membership("UNDP", "2006-01-01")
    client.force_login(person_of("UNDP"))
    typed = "Seafarers and their families. " * 600
    body = {"title": TYPED, "reason": typed} | ({"once": "a-key-of-a-form"} if how == "with its key" else {})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA max_page_count = 1")  # as many as there are
        cursor.fetchall()
    headers = {"x-csrftoken": "x"} if how == "by a script" else {}
    try:
        answer = client.post(reverse("proposals:propose"), body, headers=headers)
    finally:
        connection.close()
    assert answer.status_code == 503, [one.errors for one in forms_of(answer)]
    assert "has no room left" in answer.text
    assert "Nothing was changed." in answer.text
    if how != "by a script":
        assert typed.strip() in answer.text
    assert not Proposal.objects.exists()
    assert client.post(reverse("proposals:propose"), body).status_code == 302  # there is room again


def test_table_has_every_form_with_a_file():
    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    takes = {
        f"{one.__module__}.{one.__name__}"
        for one in below(forms.BaseForm)
        if one.__module__.split(".")[0] in ("agencies", "chairmanship", "documents", "foundation", "meetings")
        and any(isinstance(field, forms.FileField) for field in getattr(one, "base_fields", {}).values())
    }
    assert takes - NOT_STORED == {
        "agencies.register.forms.LogoForm",
        "documents.versions.forms.FileForm",
        "documents.versions.forms.ImportForm",
        "meetings.agenda.views.FileForm",
        "meetings.agenda.views.PaperForm",
        "meetings.minutes.forms.MinutesFileForm",
        "meetings.minutes.forms.WholeCorrectionForm",
        "meetings.proposals.forms.ProposalForm",
    }
