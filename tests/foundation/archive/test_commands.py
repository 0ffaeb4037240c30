"""The commands: what they print, where, and how they end."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command

from agencies.models import Agency, User
from foundation import archive
from foundation.archive import FORMAT
from meetings.models import Meeting
from tests import factories
from tests.foundation.archive.rich import rich
from tests.foundation.archive.tools import file

ROOT = Path(__file__).resolve().parents[3]


def run(name, *args, **options):
    """What a command printed, its errors, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command(name, *map(str, args), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), end.code
    return out.getvalue(), err.getvalue(), 0


@pytest.mark.django_db
def test_import_says_what_was_read(tmp_path):
    path = file(tmp_path / "a.json", rich())
    out, err, status = run("import_archive", path)
    assert (err, status) == ("", 0)
    assert out.splitlines()[:3] == [
        "agencies: 9 new, 0 changed, 0 unchanged",
        "memberships: 4 new, 0 changed, 0 unchanged",
        "group: 1 new, 0 changed, 2 unchanged",
    ]
    Meeting.objects.filter(city="Geneva").update(venue="")
    assert "meetings: 0 new, 1 changed, 3 unchanged" in run("import_archive", path)[0]


@pytest.mark.django_db
def test_import_tells_every_fault_on_its_own_line_and_ends_with_1(tmp_path):
    path = file(tmp_path / "a.json", agencies=[{"acronym": "ILO"}], colour=1)
    assert run("import_archive", path) == ("", "colour: is not known\nagencies[0].name: is missing\n", 1)
    _, err, _ = run("import_archive", path, path)
    assert err.splitlines()[0] == f"{path}: colour: is not known"


@pytest.mark.django_db
def test_import_updates_when_asked(tmp_path):
    factories.agency("ILO", name="Labour")
    path = file(tmp_path / "a.json", agencies=[{"acronym": "ILO", "name": "Work"}])
    assert run("import_archive", path)[2] == 1
    assert run("import_archive", path, "--update")[2] == 0
    assert Agency.objects.get().name == "Work"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/at/all.json", "/", "a\0b"])
def test_import_of_what_is_no_file_ends_with_1(path):
    out, err, status = run("import_archive", path)
    assert (out, status) == ("", 1)
    assert "cannot be read" in err
    assert len(err.splitlines()) == 1


@pytest.mark.django_db
def test_export_writes_a_term_or_everything(tmp_path):
    archive.read([file(tmp_path / "a.json", rich())])
    assert run("export_archive", "rc-2007-01")[0].startswith(
        '{\n  "format": "gmg-archive/1",\n  "title": "The RC'
    )
    assert run("export_archive", "--all")[0].encode() == archive.export()
    assert run("export_archive", "--all", "--output", tmp_path / "b.json") == ("", "", 0)
    assert (tmp_path / "b.json").read_bytes() == archive.export()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "args",
    [["nobody-2007-01"], ["nobody"], ["iom-²-01"], [], ["rc-2007-01", "--all"], ["--all", "--output", "/"]],
)
def test_export_of_what_cannot_be_ends_with_1(args):
    out, err, status = run("export_archive", *args)
    assert (out, status) == ("", 1)
    assert len(err.splitlines()) == 1


@pytest.mark.django_db
def test_export_prints_utf_8_whatever_the_terminal_speaks(tmp_path, databases):
    term = factories.term("IOM", theme="Développement – “für alle”")
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "PYTHONIOENCODING": "ascii",
        "SECRET_KEY": "x" * 60,
    }
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/a.sqlite3"
    environment["DJANGO_SETTINGS_MODULE"] = "gmg_portal.settings"
    (tmp_path / "a.json").write_bytes(archive.export(term))

    def manage(*args):
        command = [sys.executable, ROOT / "manage.py", *args]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)

    refused = manage("import_archive", tmp_path / "a.json")
    assert refused.returncode == 1
    assert b"Traceback" not in refused.stderr
    with databases.given("empty", tmp_path) as environment["DATABASE_URL"]:
        assert manage("import_archive", tmp_path / "a.json").returncode == 0
        written = manage("export_archive", "iom-2007-01")
        assert written.stdout == archive.export(term)
        assert "für alle".encode() in written.stdout
        file(tmp_path / "b.json", agencies=[{"acronym": "é\ud800", "name": ""}])
        refused = manage("import_archive", tmp_path / "b.json")
        assert refused.returncode == 1
        assert b"Traceback" not in refused.stderr


@pytest.mark.django_db
class TestDemo:
    def test_demo_is_the_shared_history_with_a_login_for_each_role(self, client):
        out, _, status = run("load_demo")
        assert status == 0
        assert Agency.objects.exclude(acronym="ECGR").count() == 23  # and the one that the present admits
        for name in ("focal", "chair", "incoming", "secretariat", "admin"):
            assert f"{name}@example.org" in out
            assert client.login(username=f"{name}@example.org", password="demo")

    def test_demo_loaded_twice_is_the_same(self):
        run("load_demo")
        before, history = archive.export(), LogEntry.objects.count()
        assert run("load_demo")[2] == 0
        assert (archive.export(), LogEntry.objects.count()) == (before, history)

    def test_demo_takes_the_password_that_is_given(self, client):
        run("load_demo")
        assert "with the password another" in run("load_demo", "--password", "another")[0]
        assert client.login(username="admin@example.org", password="another")

    def test_demo_is_refused_beside_anything_else(self):
        for make in (
            lambda: factories.user(),
            lambda: factories.agency("NEW"),
            lambda: factories.agency("ILO", name="Another"),
            lambda: factories.meeting("2007-01-22", city="Bern"),
        ):
            made = make()
            before = archive.export()
            out, err, status = run("load_demo")
            assert (out, status) == ("", 1)
            assert "nothing was changed" in err
            assert archive.export() == before
            assert not User.objects.filter(is_superuser=True).exists()
            made.delete()

    def test_demo_copies_are_what_the_shared_data_say(self):
        for path in (ROOT / "gmg_portal" / "demo").glob("*.json"):
            assert json.loads(path.read_text())["format"] == FORMAT
