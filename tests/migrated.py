"""A test database in memory that is migrated once for each state of the migrations, and copied from then on.

What is kept lies in pytest's cache under a digest of all that decides what it holds: the migrations and the
models of this checkout, and what is installed. On PostgreSQL nothing of this happens.
"""

import hashlib
import os
import sqlite3
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parent.parent

_migrate = DatabaseCreation.create_test_db


def digest() -> str:
    found = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for path in sorted(
        [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/models/*.py"), *ROOT.glob("*/models.py")]
    ):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    found.update(repr(sorted(f"{one.name} {one.version}" for one in distributions())).encode())
    return found.hexdigest()


def keep_in(folder: Path) -> None:
    """From now on Django finds, or leaves, the migrated database in that folder."""

    def create_test_db(self, *args, **kwargs):
        kept = folder / f"{digest()[:24]}.sqlite3"
        if not self.is_in_memory_db(self._get_test_db_name()):
            return _migrate(self, *args, **kwargs)
        if not kept.exists():
            name = _migrate(self, *args, **kwargs)
            _copy(self.connection.connection, kept)
            return name
        name = self._create_test_db(verbosity=0, autoclobber=True)
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with sqlite3.connect(kept) as source:
            source.backup(self.connection.connection)
        source.close()
        return name

    DatabaseCreation.create_test_db = create_test_db


def _copy(connection, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unready = kept.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(unready)
    connection.backup(target)
    target.close()
    unready.rename(kept)  # two processes that migrate at once leave the same
