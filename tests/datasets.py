"""The datasets that tests begin with. Each is made once and then copied.

- `empty` is the database after all migrations. A test with a database begins with it, or asks for another.
- `history` also has the two archives of the real Group. A test asks for it by the fixture `history`.
- `demo` is what `load_demo` makes today. A test asks for it by the fixture `demo`.
- `short` and `long` are the demo without and with years before it, both furnished by tests/subjects.py. They
  are for tests/test_queries.py.

A dataset is stored under a key. The key depends on everything that the dataset depends on: for `empty` the
migrations, the models and the installed packages; for the others also all code and data of the apps; for
`demo`, `short` and `long` also the day. So nobody has to clear anything: after a change the dataset is made
again.

On SQLite a dataset is a file in pytest's cache. A copy takes a few milliseconds, and every thread opens it as
the portal does. On PostgreSQL a dataset is a template database on the server, and each process of the tests
has its own database for each dataset. On both, files that belong to a dataset are in pytest's cache.

A test that rolls back leaves its copy clean for the next one. A test with transactions changes its copy for
good. So the copy is deleted after it, and no table has to be emptied.
"""

import fcntl
import hashlib
import io
import os
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from foundation.dates import clock
from foundation.discovery import ORDER
from foundation.portal import facts
from tests.factories import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "gmg_portal" / "demo"
MAKERS = ["datasets.py", "factories.py", "subjects.py"]
NEWEST = 5  # copies kept of each dataset, for work on more than one branch


def _import_history():
    call_command("import_archive", DEMO / "gmg-history.json", DEMO / "iom-2007.json", verbosity=0)


def _furnished(times: int):
    from tests import subjects

    call_command("load_scale", times=times, stdout=io.StringIO())
    subjects.furnish()


MAKE = {
    "empty": lambda: call_command("migrate", verbosity=0),
    "history": _import_history,
    "demo": lambda: call_command("load_demo", password=PASSWORD, stdout=io.StringIO()),
    "short": lambda: _furnished(times=1),
    "long": lambda: _furnished(times=4),
}


def _digest(paths, *more) -> str:
    found = hashlib.sha256(repr(more).encode())
    for path in sorted(paths):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()


@cache
def _schema() -> str:
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    python = [path for app in (*ORDER, "gmg_portal") for path in (ROOT / app).rglob("*.py")]
    decides = [path for path in python if {"migrations", "models", "models.py"} & set(path.parts)]
    return _digest(decides, settings.INSTALLED_APPS, installed)


@cache
def _code() -> str:
    apps = [path for app in (*ORDER, "gmg_portal", "templates") for path in (ROOT / app).rglob("*.*")]
    decides = [path for path in apps if path.suffix != ".pyc" and path.is_file()]
    return _digest([*decides, *(ROOT / "tests" / name for name in MAKERS)], settings.GROUP_TIME_ZONE)


def key(name: str) -> str:
    """Returns the key of the present state of that dataset."""
    decides = {"empty": [], "history": [_code()]}.get(name, [_code(), str(clock.today())])
    return f"{name}_{_digest([], _schema(), *decides)[:16]}"


class Datasets:
    """The datasets of one process of the tests. Its subclasses say what a copy is on each database."""

    def __init__(self, folder: Path, blocker):
        self.folder = folder
        self.blocker = blocker  # of pytest-django: it must unblock each use of the database outside a test
        self.holds = None  # the key of the copy that the connection uses, while it is clean

    @contextmanager
    def running(self):
        """Within this context the connection uses only datasets. Cleans up at the end."""
        with self.blocker.unblock():
            self._start()
        yield self
        with self.blocker.unblock():
            self._stop()

    def hold(self, name: str) -> None:
        """Connects to a clean copy of that dataset."""
        if key(name) != self.holds:
            with self.blocker.unblock():
                self._make(name)
                self._copy(key(name))
            self.holds = key(name)

    @contextmanager
    def given(self, name: str, folder: Path):
        """Yields the DATABASE_URL of one more copy, which is deleted afterwards.

        On SQLite it is in the folder.
        """
        with self.blocker.unblock():
            self._make(name)
            url = self._give(key(name), folder)
        yield url
        with self.blocker.unblock():
            self._take_back(url)

    def spoil(self) -> None:
        """Records that the present copy no longer equals its dataset."""
        self.holds = None

    def files(self, name: str) -> Path:
        """Returns the folder of the files that belong to the dataset."""
        return self.folder / key(name)

    def _make(self, name: str) -> None:
        if self._has(key(name)):
            return
        if name != "empty":
            self._make("empty")
        with self._lock():
            if self._has(key(name)):
                return  # another process has made it in the meantime
            self.spoil()
            self._prepare(key(name), None if name == "empty" else key("empty"))
            shutil.rmtree(self.files(name), ignore_errors=True)
            self.files(name).mkdir()
            facts.forget()  # those of the database before
            with override_settings(MEDIA_ROOT=self.files(name)):
                MAKE[name]()
            mail.outbox = []
            self._keep(key(name))
            self._forget_old(name)

    def _forget_old(self, name: str) -> None:
        for old in sorted(self.folder.glob(f"{name}_*/"), key=lambda path: path.stat().st_mtime)[:-NEWEST]:
            shutil.rmtree(old)


class OnSQLite(Datasets):
    """Each copy is a new file, so that a late answer never reaches the next test's copy."""

    def _start(self) -> None:
        self.copies = Path(tempfile.mkdtemp(prefix="gmg-tests-database-"))

    def _stop(self) -> None:
        connection.close()
        shutil.rmtree(self.copies)

    def _give(self, key: str, folder: Path) -> str:
        return f"sqlite:///{shutil.copyfile(self._file(key), folder / 'portal.sqlite3')}"

    def _take_back(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

    @contextmanager
    def _lock(self):
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.sqlite3"

    def _has(self, key: str) -> bool:
        return self._file(key).exists()

    def _prepare(self, key: str, other: str | None) -> None:
        self._copy(other)

    def _copy(self, key: str | None) -> None:
        connection.close()
        for old in self.copies.iterdir():
            old.unlink(missing_ok=True)
        self.copy = self.copies / f"{uuid.uuid4().hex}.sqlite3"
        if key:
            shutil.copyfile(self._file(key), self.copy)
        _lead_to(self.copy)

    def _keep(self, key: str) -> None:
        connection.close()  # merges into the file what SQLite has written beside it
        shutil.copyfile(self.copy, self._file(key).with_suffix(".unready")).rename(self._file(key))

    def _forget_old(self, name: str) -> None:
        super()._forget_old(name)
        for file in self.folder.glob(f"{name}_*.sqlite3"):
            if not file.with_suffix("").exists():
                file.unlink()


class OnPostgreSQL(Datasets):
    """A database of this process for each dataset, made from a template that all processes share."""

    LOCK = 20_070_101  # any number that nothing else locks on the server

    def _start(self) -> None:
        self.portal = connection.settings_dict["NAME"]
        self.own = f"test_{self.portal}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_"
        self.clean = set()  # the keys whose copy equals its dataset
        self._drop(self.own)

    def _stop(self) -> None:
        _lead_to(self.portal)
        self._drop(self.own)

    def _give(self, key: str, folder: Path) -> str:
        name = f"{self.own}{uuid.uuid4().hex[:8]}"
        self._create(name, self._template(key))
        return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))

    def _take_back(self, url: str) -> None:
        self._drop(urlsplit(url).path[1:])

    def spoil(self) -> None:
        self.clean.discard(self.holds)
        super().spoil()

    @contextmanager
    def copied(self):
        """Within this context the connections use a copy of the present database."""
        now, copy = connection.settings_dict["NAME"], f"{self.own}{uuid.uuid4().hex[:8]}"
        connection.close()
        self._create(copy, now)
        _lead_to(copy)
        try:
            yield
        finally:
            _lead_to(now)
            self._drop(copy)

    @contextmanager
    def _lock(self):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.LOCK])
            yield  # the lock ends with this connection

    def _template(self, key: str) -> str:
        return f"test_{self.portal}_kept_{key}"

    def _has(self, key: str) -> bool:
        return self._template(key) in self._named(self._template(key)) and (self.folder / key).exists()

    def _prepare(self, key: str, other: str | None) -> None:
        self._drop(self._template(key))
        self._create(f"{self._template(key)}_unready", self._template(other) if other else "template1")
        _lead_to(f"{self._template(key)}_unready")

    def _copy(self, key: str) -> None:
        if key not in self.clean:
            self._drop(self.own + key)
            self._create(self.own + key, self._template(key))
            self.clean.add(key)
        _lead_to(self.own + key)

    def _keep(self, key: str) -> None:
        _lead_to(self.portal)
        self._run(f'ALTER DATABASE "{self._template(key)}_unready" RENAME TO "{self._template(key)}"')

    def _forget_old(self, name: str) -> None:
        super()._forget_old(name)
        for old in self._named(self._template(f"{name}_"))[:-NEWEST]:
            self._drop(old)

    def _create(self, name: str, template: str) -> None:
        # File by file takes half the time of PostgreSQL's own way, which also logs each page.
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def _drop(self, beginning: str) -> None:
        for name in self._named(beginning):
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _named(self, beginning: str) -> list[str]:
        """Returns the databases whose names begin so, the oldest first."""
        return self._run(
            f"SELECT datname FROM pg_database WHERE starts_with(datname, '{beginning}') ORDER BY oid"
        )

    def _run(self, sql: str) -> list[str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []


def _lead_to(name: str | Path) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def on_this_database(folder: Path, blocker) -> Datasets:
    """Returns the datasets of this process. Their files, or they themselves, are in that folder."""
    return (OnSQLite if connection.vendor == "sqlite" else OnPostgreSQL)(folder, blocker)
