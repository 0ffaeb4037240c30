"""Runs the whole portal on this machine with one command. `make run` uses it."""

import contextlib
import ctypes
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

from django.contrib.auth import get_user_model
from django.core.checks import Tags
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections

from agencies.models import Agency
from gmg_portal.management.commands import load_demo

HOST = "127.0.0.1"
PATIENCE = 60  # seconds that the web process may take to answer
GRACE = 3  # seconds to stop; then it is killed, and the outbox runs its job again
DEMO_PASSWORD = "demo"


class Command(BaseCommand):
    help = "Migrates the database, loads the demo if it is empty, and runs web, worker and beat until Ctrl-C."
    requires_system_checks = ()  # they take a second; `handle` checks what the start needs

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", 8000))

    def handle(self, *, port, **options):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(0))
        if not is_free(port):
            raise CommandError(
                f"Port {port} is in use. Is the portal already running? Use another port with PORT=…"
            )
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
        call_command("migrate", verbosity=0, interactive=False)
        if not Agency.objects.exists() and not get_user_model().objects.exists():
            self.say("Loading the demo into the empty database …")
            call_command("load_demo", stdout=io.StringIO())
        logins = demo_logins()
        connections.close_all()

        # So that a process that is killed leaves no files behind.
        with tempfile.TemporaryDirectory() as scratch:
            running: dict[str, subprocess.Popen] = {}
            try:
                for name, arguments in processes(port).items():
                    running[name] = start(arguments, scratch)
                self.wait_for_answer(port, running)
                self.say(f"\nThe portal is at http://{HOST}:{port}")
                if logins:
                    self.say(f"Sign in with the password {DEMO_PASSWORD} as:")
                for role, email in logins:
                    self.say(f"  {email:<28} {role}")
                self.say("Press Ctrl-C to stop it.\n")
                while True:
                    check(running)
                    time.sleep(0.2)
            finally:
                stop(running.values())

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def wait_for_answer(self, port, running):
        """Returns when the web process is ready. Raises `CommandError` if it is not within `PATIENCE`."""
        until = time.monotonic() + PATIENCE
        answer = "nothing"
        while time.monotonic() < until:
            check(running)
            try:
                connection = http.client.HTTPConnection(HOST, port, timeout=5)
                connection.request("GET", "/readyz")
                response = connection.getresponse()
                answer = response.read().decode().strip()
                if response.status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise CommandError(f"The web process did not become ready. Its last answer: {answer}")


def processes(port: int) -> dict[str, list[str]]:
    """Returns the command lines of the three processes, by name."""
    modules = {
        "web": f"gunicorn gmg_portal.wsgi --bind {HOST}:{port} --graceful-timeout 2 --log-level warning",
        # A single worker needs no messages between workers. They would only fill the broker.
        # Three processes: one for mail, one for files, and one that is free for what is quick.
        "worker": "celery --app gmg_portal --quiet worker --queues quick,mail,files --concurrency 3"
        " --loglevel warning --without-gossip --without-mingle --without-heartbeat",
        "beat": "gmg_portal.beat --loglevel warning",
    }
    quiet = "ignore:::celery.platforms"  # it warns about root, which is usual in a container
    return {name: [sys.executable, "-W", quiet, "-m", *line.split()] for name, line in modules.items()}


def is_free(port: int) -> bool:
    """Returns whether the port is free on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def demo_logins() -> list[tuple[str, str]]:
    """Returns the demo's accounts and what each is; [] if the database does not have them or their
    password.
    """
    admin = get_user_model().objects.filter(email=load_demo.ADMIN).first()
    return load_demo.logins() if admin and admin.check_password(DEMO_PASSWORD) else []


def start(arguments: list[str], scratch: str) -> subprocess.Popen:
    """Starts a process with `scratch` for its temporary files. Returns it."""
    # In its own session, as Ctrl-C should reach only this process, which then stops the others in order.
    environment = {**os.environ, "TMPDIR": scratch}
    return subprocess.Popen(arguments, env=environment, start_new_session=True, preexec_fn=stop_with_parent)


def stop_with_parent() -> None:
    """Asks Linux to send SIGTERM when the parent ends, even by SIGKILL. Does nothing elsewhere."""
    set_parent_death_signal = 1
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(set_parent_death_signal, signal.SIGTERM)


def check(running: dict[str, subprocess.Popen]) -> None:
    """Raises `CommandError` if one of the processes has ended."""
    for name, process in running.items():
        if process.poll() is not None:
            raise CommandError(f"The {name} ended by itself ({process.returncode}); stopping the rest.")


def stop(processes) -> None:
    """Stops the processes and what they started, within about `GRACE` seconds."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0, until - time.monotonic()))
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
