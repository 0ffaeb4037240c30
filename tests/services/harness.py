"""A portal of its own for a test: a folder, a database, a broker, and the processes that the test starts.

def test_something(portal_processes):
    portal_processes.start("worker")
    portal_processes.python("from foundation import outbox; outbox.put('note', 'one')")
    portal_processes.wait_for(lambda: portal_processes.python("...") == "1")
    portal_processes.kill("worker")
"""

import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from gmg_portal.management.commands import run_portal
from tests.datasets import Datasets

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds; far more than anything here takes, on a machine that has much else to do


class Portal:
    """The data of one portal, and its processes."""

    def __init__(self, data_dir: Path, database_url: str):
        self.data_dir = data_dir
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "REDIS_URL") if name in os.environ},
            "DEBUG": "1",
            "DATA_DIR": str(data_dir),
            "TMPDIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "tests.services.settings",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self.running: dict[str, subprocess.Popen] = {}

    def manage(self, *arguments: str) -> str:
        """What `manage.py` with these arguments prints. Raises `AssertionError` when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=5 * PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def python(self, code: str) -> str:
        """What this code prints in a process of the portal, as the web is one."""
        return self.manage("shell", "--verbosity", "0", "--command", code)

    def popen(self, name: str, arguments: list[str]) -> subprocess.Popen:
        with (self.data_dir / f"{name}.log").open("a") as log:
            return subprocess.Popen(
                arguments,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=run_portal.stop_with_parent,
            )

    def start(self, name: str, *, within: list[str] = ()) -> subprocess.Popen:
        """Starts the `worker` or the `beat`, as `make run` does; its words are in `log(name)`.

        `within` is a command that runs it in a world of its own, such as one with a small disk.
        """
        self.running[name] = self.popen(name, [*within, *run_portal.processes(port=0)[name]])
        return self.running[name]

    def kill(self, name: str) -> None:
        """Ends it and all that it started by SIGKILL, in the middle of whatever it does."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self.running):
            self.kill(name)
        self.wait_for(lambda: not self.processes(), "all of it has ended")

    def log(self, name: str) -> str:
        path = self.data_dir / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def wait_for(self, condition, what: str = "what the test waits for") -> None:
        """Comes back when `condition()` holds. Raises `AssertionError`, with the logs, when it never does."""
        until = time.monotonic() + PATIENCE
        while True:
            began = time.monotonic()
            if condition():
                return
            if time.monotonic() > until:
                logs = "\n".join(
                    f"--- {path.name}\n{path.read_text()}" for path in self.data_dir.glob("*.log")
                )
                raise AssertionError(f"It never happened: {what}\n{logs}")
            # To ask takes a process of its own: what is waited for gets as much of the machine.
            time.sleep(max(0.1, time.monotonic() - began))

    def processes(self) -> list[str]:
        """The command lines of all processes that work on this portal's data."""
        mark = f"DATA_DIR={self.data_dir}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_text().replace("\0", " ").strip())
            except OSError:
                continue  # ended meanwhile, or another person's
        return [line for line in found if line]  # a zombie has none


@contextmanager
def a_portal(data_dir: Path, kept: Datasets):
    """A migrated portal without any content; it and its database are gone afterwards."""
    with _a_database(data_dir, kept) as database_url:
        portal = Portal(data_dir, database_url)
        try:
            yield portal
        finally:
            portal.kill_all()
            _forget_messages(data_dir)


@contextmanager
def _a_database(data_dir: Path, kept: Datasets):
    """The address of a new database on the server of DATABASE_URL; empty for SQLite in the DATA_DIR."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        kept.give("empty", data_dir / "portal.sqlite3")
        yield ""
        return
    import psycopg2

    name = f"gmg_services_{uuid.uuid4().hex[:8]}"
    server = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    server.autocommit = True
    try:
        kept.give("empty", name)
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.close()


def _forget_messages(data_dir: Path) -> None:
    if "REDIS_URL" in os.environ:
        import redis

        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            for key in client.scan_iter(f"{data_dir}:*"):
                client.delete(key)
