"""What a probe is told. A portal whose database or broker is away is a process of its own here."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

ROOT = Path(__file__).resolve().parents[3]
SECRET = "never-to-be-told"

ASK = """
from django.test import Client
for path in ("/healthz", "/readyz"):
    answer = Client().get(path)
    print(answer.status_code, answer.text.strip().replace("\\n", "; "))
"""


@pytest.fixture
def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def silent_port():
    """Somebody takes the connection and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def ask(data_dir, prepare="", **environment) -> list[str]:
    """What `/healthz` and `/readyz` of a new portal answer: status and lines."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", prepare + ASK],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stdout
    return done.stdout.splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_is_answered_by_any_host_over_http_and_without_login(client, settings, path, method):
    settings.SECURE_SSL_REDIRECT = True
    answer = getattr(client, method)(path, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_makes_it_not_ready(client):
    [last] = MigrationLoader(connection).graph.leaf_nodes("sessions")
    MigrationRecorder(connection).record_unapplied(*last)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "migrations: 1 not applied" in answer.text


def test_a_new_database_is_not_ready_and_less_so_when_the_brokers_folder_is_gone(tmp_path):
    gone = "import shutil; from django.conf import settings; shutil.rmtree(settings.BROKER_DIR)"
    healthy, ready, still_healthy, less_ready = ask(tmp_path, prepare=ASK + gone)
    assert healthy == still_healthy == "200 ok"
    assert ready.startswith("503 migrations: ")
    assert "broker" not in ready
    assert less_ready == f"{ready}; broker: its folder cannot be written"


def test_postgresql_that_is_away_makes_it_not_ready(tmp_path, closed_port):
    url = f"postgres://gmg:{SECRET}@127.0.0.1:{closed_port}/gmg"
    assert ask(tmp_path, DATABASE_URL=url) == ["200 ok", "503 database: does not answer"]


@pytest.mark.parametrize("port", ["closed_port", "silent_port"])
def test_redis_that_is_away_makes_it_not_ready_and_a_page_goes_on(tmp_path, port, request):
    """Left to itself the broker's client tries for minutes; `ask` would run into its limit."""
    wake = "from foundation.jobs import outbox, queues; print(outbox.wake(queues.ALL['files']))\n"
    url = f"redis://:{SECRET}@127.0.0.1:{request.getfixturevalue(port)}/0"
    *woken, healthy, ready = ask(tmp_path, prepare=3 * wake, REDIS_URL=url)
    assert woken == ["False"] * 3
    assert healthy == "200 ok"
    assert ready.endswith("; broker: does not answer")
