"""Runs the whole portal on this machine with one command. `make run` uses it."""

import io
import os
import signal
import socket
import sys

from django.contrib.auth import get_user_model
from django.core.checks import Tags
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections

from agencies.models import Agency
from gmg_portal import running
from gmg_portal.management.commands import load_demo

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
        lines = [f"\nThe portal is at http://{running.HOST}:{port}"]
        if logins := demo_logins():
            lines.append(f"Sign in with the password {DEMO_PASSWORD} as:")
        lines += [f"  {email:<28} {role}" for role, email in logins]
        lines.append("Press Ctrl-C to stop it.\n")
        connections.close_all()
        # It becomes another program, and so gives back the memory that the portal's code takes.
        program = [sys.executable, running.__file__, "--port", str(port), "--when-ready", "\n".join(lines)]
        os.execv(sys.executable, program)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def is_free(port: int) -> bool:
    """Returns whether the port is free on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((running.HOST, port))
        except OSError:
            return False
    return True


def demo_logins() -> list[tuple[str, str]]:
    """Returns the demo's accounts and what each is; [] if the database does not have them or their
    password.
    """
    admin = get_user_model().objects.filter(email=load_demo.ADMIN).first()
    return load_demo.logins() if admin and admin.check_password(DEMO_PASSWORD) else []
