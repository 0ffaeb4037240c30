import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from agencies.models import User
from foundation import archive

ADMIN = "admin@example.org"
FILES = sorted((Path(__file__).resolve().parents[2] / "demo").glob("*.json"))


class Command(BaseCommand):
    help = "Fills an empty portal with the real history of the Group, with a login to look around in it."

    def add_arguments(self, parser):
        parser.add_argument("--password", default="demo", help="Of the login (default: demo).")

    def handle(self, *, password, **options):
        try:
            self._load(password)
        except archive.Refused as refused:
            self._fail(
                "This portal holds something else than the demo, and nothing was changed:", *refused.lines
            )
        except DatabaseError as error:
            self._fail(f"The database refused, and nothing was changed: {error}")
        self.stdout.write(f"The demo is loaded. Log in as {ADMIN} with the password {password}.")

    @transaction.atomic
    def _load(self, password: str) -> None:
        others = User.objects.exclude(email__iexact=ADMIN).count()
        if others:
            raise archive.Refused([f"{others} people have a login of their own."])
        archive.read(FILES)
        if archive.export() != archive.preview(FILES):
            raise archive.Refused(["Some of what it holds does not stem from the demo."])
        admin = User.objects.filter(email__iexact=ADMIN).first()
        if admin is None:
            User.objects.create_superuser(ADMIN, password)
        elif not admin.check_password(password):
            admin.set_password(password)
            admin.save()

    def _fail(self, *lines: str):
        self.stderr.write("\n".join(lines))
        sys.exit(1)
