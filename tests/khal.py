"""A real calendar client for the tests: khal, which keeps what it is given as a calendar program does."""

import shutil
import subprocess
import sys
from pathlib import Path


class Khal:
    """A calendar of its own, in a folder."""

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

    def run(self, *arguments: str) -> str:
        khal = Path(sys.executable).with_name("khal")
        done = subprocess.run(
            [khal, "-c", self.config, *arguments],
            capture_output=True, text=True, timeout=60,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def subscribe(self, content: bytes) -> None:
        """What the feed has now takes the place of what was kept, as a subscription does."""
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
