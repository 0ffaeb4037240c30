import sys
from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from agencies.models import Criterion, Purpose, User
from foundation import archive, demo
from foundation.archive.lists import lists
from foundation.discovery import ORDER
from foundation.models import Job, Mail, Portal
from gmg_portal.present import LOGINS, Login, Present

PASSWORD = "demo"
ADMIN = Login("Django's tables", "admin@example.org")
FILES = sorted((Path(__file__).resolve().parents[2] / "demo").glob("*.json"))
GIVEN = {User, Purpose, Criterion, Job, Mail, Portal}  # what a portal has, or makes, by itself


class Command(BaseCommand):
    help = "Fills an empty portal with the real history of the Group, an invented present and logins."

    def add_arguments(self, parser):
        parser.add_argument("--password", default=PASSWORD, help=f"Of all its logins (default: {PASSWORD}).")

    def handle(self, *, password, **options):
        try:
            self._load(password)
        except archive.Refused as refused:
            self._fail(
                "This portal holds something else than the demo, and nothing was changed:", *refused.lines
            )
        except DatabaseError as error:
            self._fail(f"The database refused, and nothing was changed: {error}")
        self.stdout.write("The demo is loaded.")
        self.stdout.write("\n".join(login_lines(password)))

    @transaction.atomic
    def _load(self, password: str) -> None:
        if not demo.is_demo():
            refuse_others()
            archive.read(FILES)
            if archive.export() != archive.preview(FILES):
                raise archive.Refused(["Some of what it holds does not stem from the demo."])
            if not User.objects.exists():
                User.objects.create_superuser(ADMIN.email, password, name="Ada Admin-Example")
            Present().make()
            demo.mark()
        for login in (*LOGINS, ADMIN):
            user = User.objects.filter(email__iexact=login.email).first()
            if user and not user.check_password(password):
                user.set_password(password)
                user.save()

    def _fail(self, *lines: str):
        self.stderr.write("\n".join(lines))
        sys.exit(1)


def refuse_others() -> None:
    """Raises `archive.Refused` where there are people, or anything that no archive could tell of."""
    others = User.objects.exclude(email__iexact=ADMIN.email).count()
    if others:
        raise archive.Refused([f"{others} people have a login of their own."])
    told = {model for entries in lists() for model in entries.shape.models()}
    for app in ORDER:
        for model in apps.get_app_config(app).get_models():
            if model not in told | GIVEN and model.objects.exists():
                raise archive.Refused([f"It holds {model._meta.verbose_name_plural} of its own."])


def login_lines(password: str = PASSWORD) -> list[str]:
    """The logins of the demonstration, as they are in this database; none when none of them is."""
    lines = []
    for login in (*LOGINS, ADMIN):
        user = User.objects.filter(email__iexact=login.email).first()
        if user and user.check_password(password):
            lines.append(f"  {login.role:<18} {user.email}")
    return [f"Log in with the password {password} as", *lines] if lines else []
