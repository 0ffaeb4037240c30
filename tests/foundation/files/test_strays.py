"""Files that no row names are found and deleted; all others stay."""

import io
import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from agencies.models import Logo
from agencies.register import actions
from foundation.files import strays
from foundation.models import Export
from tests.factories import agency, user
from tests.foundation.files.test_word import PNG

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def storage_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()


def ago() -> tuple[float, float]:
    return (time.time() - 2 * DAY,) * 2


def put(name: str, *, old: bool = True, content: bytes = b"12345") -> str:
    default_storage.save(name, ContentFile(content))
    if old:
        os.utime(default_storage.path(name), ago())
    return name


def command(*arguments: str) -> tuple[str, str]:
    out, errors = io.StringIO(), io.StringIO()
    call_command("stray_files", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.fixture
def logo():
    upload = SimpleUploadedFile("logo.png", PNG)
    logo = actions.bring_logo(agency("UNDP"), upload=upload, by=user())
    os.utime(logo.file.path, ago())
    return logo


def test_nothing_is_stray_in_an_orderly_storage(logo):
    assert command() == ("No stray files.\n", "")


def test_a_stray_file_is_listed_and_stays(logo):
    name = put("papers/left.pdf")
    out, _errors = command()
    assert out.startswith(
        "papers/left.pdf (5 bytes)\n1 file belongs to nothing in the portal, 5 bytes in all."
    )
    assert default_storage.exists(name)


def test_a_stray_file_is_deleted_on_request_and_nothing_else(logo):
    left = [put("papers/left.pdf"), put("a/b/deep.txt"), put("top.txt")]
    young = put("papers/young.pdf", old=False)
    out, _errors = command("--delete")
    assert "3 files belong to nothing in the portal, 15 bytes in all." in out
    assert not any(default_storage.exists(name) for name in left)
    assert default_storage.exists(young)
    assert default_storage.exists(Logo.objects.get().file.name)


def test_a_file_that_a_row_names_meanwhile_stays():
    name = put("exports/one.csv")
    (stray,), _missing = strays.strays()
    Export.objects.create(owner=1, address="/", mark="x", filename="one.csv", rows=1, file=name)
    assert strays.delete(stray) is False
    assert default_storage.exists(name)


def test_a_missing_file_is_told(logo):
    Path(logo.file.path).unlink()
    out, errors = command()
    assert out == "No stray files.\n"
    assert errors == f"This file is missing: {logo.file.name}. Restore it from a backup.\n"


def test_every_file_of_the_demo_is_named(demo, settings):
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert files
    for path in files:
        os.utime(path, ago())
    found, missing = strays.strays()
    assert [one.name for one in found] == []
    assert missing == []
