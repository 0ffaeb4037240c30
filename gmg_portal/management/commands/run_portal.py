"""The whole portal on this machine, by one command: what `make run` starts."""

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
PATIENCE = 60  # seconds that the web may take to answer
GRACE = 3  # seconds to stop in peace; then it is ended, and the outbox takes the job up again
DEMO_PASSWORD = "demo"


class Command(BaseCommand):
    help = "Migrates, loads the demo into an empty database, and runs web, worker and beat until Ctrl-C."
    requires_system_checks = ()  # they take a second; what the start needs is asked in handle

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", 8000))

    def handle(self, *, port, **options):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(0))
        if not is_free(port):
            raise CommandError(f"Port {port} is in use: is the portal running already? PORT=… takes another.")
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
        call_command("migrate", verbosity=0, interactive=False)
        if not Agency.objects.exists() and not get_user_model().objects.exists():
            self.say("Loading the demo into the empty database …")
            call_command("load_demo", stdout=io.StringIO())
        logins = demo_logins()
        connections.close_all()

        # What is ended in the middle of something leaves no files behind.
        with tempfile.TemporaryDirectory() as scratch:
            running: dict[str, subprocess.Popen] = {}
            try:
                for name, arguments in processes(port).items():
                    running[name] = start(arguments, scratch)
                self.wait_for_answer(port, running)
                self.say(f"\nThe portal is at http://{HOST}:{port}")
                if logins:
                    self.say(f"Log in with the password {DEMO_PASSWORD} as:")
                for role, email in logins:
                    self.say(f"  {email:<28} {role}")
                self.say("Ctrl-C stops it.\n")
                while True:
                    check(running)
                    time.sleep(0.2)
            finally:
                stop(running.values())

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def wait_for_answer(self, port, running):
        """Comes back when the web is ready. Raises `CommandError` when it is not within `PATIENCE`."""
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
        raise CommandError(f"The web does not become ready. It says: {answer}")


def processes(port: int) -> dict[str, list[str]]:
    """The command line of each of the three."""
    celery = "celery --app gmg_portal --quiet"
    modules = {
        "web": f"gunicorn gmg_portal.wsgi --bind {HOST}:{port} --graceful-timeout 2 --log-level warning",
        # One worker has nobody to talk to, and what it says would only fill the broker.
        "worker": f"{celery} worker --concurrency 2 --loglevel warning"
        " --without-gossip --without-mingle --without-heartbeat",
        "beat": f"{celery} beat --loglevel warning",
    }
    quiet = "ignore:::celery.platforms"  # it warns of root, which is who runs things in a container
    return {name: [sys.executable, "-W", quiet, "-m", *line.split()] for name, line in modules.items()}


def is_free(port: int) -> bool:
    """Whether nobody listens on that port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def demo_logins() -> list[tuple[str, str]]:
    """The demo's logins, each with what it is, when they and their password are those of this database."""
    admin = get_user_model().objects.filter(email=load_demo.ADMIN).first()
    return load_demo.logins() if admin and admin.check_password(DEMO_PASSWORD) else []


def start(arguments: list[str], scratch: str) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches this process alone, which stops the others in order.
    environment = {**os.environ, "TMPDIR": scratch}
    return subprocess.Popen(arguments, env=environment, start_new_session=True, preexec_fn=stop_with_parent)


def stop_with_parent() -> None:
    """Asks Linux for a SIGTERM when the parent is gone, even by SIGKILL. Elsewhere nothing is asked."""
    set_parent_death_signal = 1
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(set_parent_death_signal, signal.SIGTERM)


def check(running: dict[str, subprocess.Popen]) -> None:
    """Raises `CommandError` when one of them has ended."""
    for name, process in running.items():
        if process.poll() is not None:
            raise CommandError(f"The {name} ended by itself ({process.returncode}); stopping the rest.")


def stop(processes) -> None:
    """Ends them and what they started, within `GRACE` seconds and a little."""
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
