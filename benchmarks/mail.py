"""How long the worker takes to send 2,000 mails to a mail server on this machine.

    scripts/with-services python benchmarks/mail.py [--mails 2000]

Writes the mails as a circular does, on the server of DATABASE_URL (PostgreSQL) in a database of its own, and
does what a worker does with them. The mail server is aiosmtpd, in a process of its own. Prints the seconds of
both, and those of its own CPU.
"""

import argparse
import multiprocessing
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 60  # seconds
NAME = "bench_mail"


def serve(port, counted, stop) -> None:
    """Takes mail until `stop`, and counts it."""
    from tests import mailserver

    with mailserver.running() as (server, at):
        port.value = at
        stop.wait()
        counted.value = len(server.got)


def database() -> None:
    """Makes a migrated database of this run only."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    connection.close()
    connection.settings_dict["NAME"] = NAME
    call_command("migrate", verbosity=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=2000)
    options = parser.parse_args()
    port, counted = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)
    stop = multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=(port, counted, stop))
    server.start()
    while not port.value:
        time.sleep(0.05)
    url = urlsplit(os.environ["DATABASE_URL"])
    os.environ |= {
        "DEBUG": "0",
        "EMAIL_URL": f"smtp://127.0.0.1:{port.value}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": urlunsplit(url._replace(path="/postgres")),
    }
    import django

    django.setup()
    database()
    from django.conf import settings
    from django.db import transaction

    from foundation.jobs import outbox
    from foundation.jobs.queues import queue_of
    from foundation.mail import letters
    from foundation.models import Job, Mail

    settings.EMAIL_BACKEND = "foundation.mail.backend.Backend"
    outbox.wake = lambda queue: True  # this process is the worker
    began = time.perf_counter()
    with transaction.atomic():
        letters.write(
            [f"reader{number}@example.org" for number in range(options.mails)],
            subject="News of the Group",
            template="meetings/proposals/mail/proposal_withdrawn.txt",
            why="You receive this e-mail because you are a focal point of a member agency.",
        )
    written = time.perf_counter() - began
    Job.objects.update(due_at=Mail.objects.first().created_at)
    began, cpu = time.perf_counter(), time.process_time()
    while Job.objects.due().exists():
        outbox.work(queue_of(Mail.JOB))
    sent, cpu = time.perf_counter() - began, time.process_time() - cpu
    stop.set()
    server.join()
    assert counted.value == Mail.objects.exclude(sent_at=None).count() == options.mails, counted.value
    print(
        f"{options.mails:,} mails written in {written:.1f} s, and sent in {sent:.1f} s, of which "
        f"{cpu:.1f} s were CPU of the worker, at a load of {os.getloadavg()[0]:.1f}"
    )
    if sent > GOAL:
        sys.exit(f"That is more than {GOAL} s.")


if __name__ == "__main__":
    main()
