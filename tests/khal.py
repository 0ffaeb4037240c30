"""A real calendar client for the tests: khal, which stores what it is given, as calendar programs do."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

# khal takes most of a second to load. So one process loads it, and each command is a fork of that process.
FORKS = """
import json, os, sys
from khal.cli import main_khal
for line in sys.stdin:
    if not (child := os.fork()):
        told = os.open("told", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(told, 1)
        os.dup2(told, 2)
        main_khal(json.loads(line), "khal")
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Khal:
    """A calendar in its own folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "kept").mkdir()
        self.config = folder / "config"
        self.config.write_text(
            f"[calendars]\n[[gmg]]\npath = {folder}/kept\n[sqlite]\npath = {folder}/khal.db\n[locale]\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "local_timezone = Europe/Zurich\ndefault_timezone = Europe/Zurich\n"
        )

    @contextmanager
    def running(self):
        """Within this context commands can be run."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKS],
            cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        try:
            yield self
        finally:
            self.process.communicate()

    def run(self, *arguments: str) -> str:
        self.process.stdin.write(json.dumps(["-c", str(self.config), *arguments]) + "\n")
        self.process.stdin.flush()
        ended = self.process.stdout.readline()
        told = (self.folder / "told").read_text()
        assert ended == "0\n", told
        return told

    def subscribe(self, content: bytes) -> None:
        """Replaces the whole calendar by the feed, as a subscription does."""
        shutil.rmtree(self.folder / "kept")
        (self.folder / "kept").mkdir()
        (self.folder / "khal.db").unlink(missing_ok=True)
        feed = self.folder / "feed.ics"
        feed.write_bytes(content)
        self.run("import", "--batch", str(feed))

    def shows(self, day: str, days: str = "1d") -> list[str]:
        told = self.run(
            "list", "--format", "{start-end-time-style} {title} {status}", "--day-format", "", day, days
        )
        return [line.strip() for line in told.splitlines() if line.strip() and "No events" not in line]
