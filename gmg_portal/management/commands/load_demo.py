import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from agencies.models import User
from foundation import archive
from foundation.demo import is_demo
from gmg_portal.demo import present

ADMIN = "admin@example.org"
FILES = sorted((Path(__file__).resolve().parents[2] / "demo").glob("*.json"))


def logins() -> list[tuple[str, str]]:
    """Whom the demo lets in: what each is, and the address."""
    return [(role, email) for role, email, _, _ in present.LOGINS] + [("everything", ADMIN)]


class Command(BaseCommand):
    help = "Fills an empty portal with the real history of the Group and an invented present, with logins."

    def add_arguments(self, parser):
        parser.add_argument("--password", default="demo", help="Of the logins (default: demo).")

    def handle(self, *, password, **options):
        try:
            self._load(password)
        except archive.Refused as refused:
            self._fail(
                "This portal holds something else than the demo, and nothing was changed:", *refused.lines
            )
        except DatabaseError as error:
            self._fail(f"The database refused, and nothing was changed: {error}")
        self.stdout.write(f"The demo is loaded. Log in with the password {password} as:")
        for role, email in logins():
            self.stdout.write(f"  {email:<28} {role}")

    @transaction.atomic
    def _load(self, password: str) -> None:
        if not is_demo():
            self._load_history()
            User.objects.create_superuser(ADMIN, password, name="Ada Admin")
            present.add(password)
        present.set_passwords(password)
        admin = User.objects.filter(email__iexact=ADMIN).first()
        if admin and not admin.check_password(password):
            admin.set_password(password)
            admin.save()

    def _load_history(self) -> None:
        if people := User.objects.count():
            raise archive.Refused([f"{people} people have a login of their own."])
        archive.read(FILES)
        if archive.export() != archive.preview(FILES):
            raise archive.Refused(["Some of what it holds does not stem from the demo."])

    def _fail(self, *lines: str):
        self.stderr.write("\n".join(lines))
        sys.exit(1)
