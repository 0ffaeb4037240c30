"""A portal of its own for a test: a folder, a database, a broker, and the processes that the test starts.

def test_something(portal_processes):
    portal_processes.start("worker")
    portal_processes.python("from foundation.jobs import outbox; outbox.put('note', 'one')")
    portal_processes.wait_for(lambda: portal_processes.python("...") == "1")
    portal_processes.kill("worker")
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from gmg_portal import running as whole
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
            "DATABASE_URL": database_url,
        }
        self.running: dict[str, subprocess.Popen] = {}
        self.console: subprocess.Popen | None = None

    def python(self, code: str) -> str:
        """What this code prints in a process of the portal. Raises `AssertionError` when it fails."""
        if self.console and self.console_environment != self.environment:
            self.end_console()
        if not self.console:
            self._start_console()
        self.console.stdin.write(json.dumps(code) + "\n")
        self.console.stdin.flush()
        answer = self.console.stdout.readline()
        assert answer, self.log("console")
        printed, failure = json.loads(answer)
        assert not failure, failure
        return printed.strip()

    def _start_console(self) -> None:
        self.console_environment = dict(self.environment)
        with (self.data_dir / "console.log").open("a") as log:
            self.console = subprocess.Popen(
                [sys.executable, "-m", "tests.services.console"],
                cwd=ROOT,
                env=self.console_environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def end_console(self) -> None:
        """Ends the process in which `python` runs its code; the next code gets a new one."""
        if self.console:
            self.console.communicate()
            self.console = None

    def popen(self, name: str, arguments: list[str]) -> subprocess.Popen:
        with (self.data_dir / f"{name}.log").open("a") as log:
            return subprocess.Popen(
                arguments,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=whole.stop_with_parent,
            )

    def start(self, name: str, *, within: list[str] = ()) -> subprocess.Popen:
        """Starts the `worker` or the `beat`, as `make run` does; its words are in `log(name)`.

        `within` is a command that runs it in a world of its own, such as one with a small disk.
        """
        self.running[name] = self.popen(name, [*within, *whole.processes(port=0)[name]])
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
            # What is waited for gets most of the machine.
            time.sleep(max(0.2, 2 * (time.monotonic() - began)))

    def processes(self) -> list[str]:
        """The command lines of all processes that work on this portal's data, but for the console."""
        mark = f"DATA_DIR={self.data_dir}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            if self.console and folder.name == str(self.console.pid):
                continue
            try:
                if mark in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_text().replace("\0", " ").strip())
            except OSError:
                continue  # ended meanwhile, or another person's
        return [line for line in found if line]  # a zombie has none


@contextmanager
def a_portal(data_dir: Path, databases: Datasets):
    """A migrated portal without any content; it and its database are gone afterwards."""
    with databases.given("empty", data_dir) as database_url:
        portal = Portal(data_dir, database_url)
        try:
            yield portal
        finally:
            portal.end_console()
            portal.kill_all()
            _forget_messages(data_dir)


def _forget_messages(data_dir: Path) -> None:
    if "REDIS_URL" in os.environ:
        import redis

        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            for key in client.scan_iter(f"{data_dir}:*"):
                client.delete(key)
