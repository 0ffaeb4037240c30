"""`manage.py load_demo`: fills an empty portal with the demonstration."""

import sys
from pathlib import Path

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from agencies.models import Criterion, Edition, LinkAsked, Purpose, Question, User
from foundation import archive
from foundation.archive import Refused
from foundation.archive.lists import lists
from foundation.discovery import ORDER
from foundation.models import Chain, Job, Mail, Portal, Seal, Told
from foundation.portal.demo import is_demo
from gmg_portal.demo import present

ADMIN = "admin@example.org"
# What every portal has, or makes automatically.
GIVEN = {Purpose, Edition, Question, Criterion, LinkAsked, Job, Mail, Portal, Told, Chain, Seal}
FILES = sorted((Path(__file__).resolve().parents[2] / "demo").glob("*.json"))


def logins() -> list[tuple[str, str]]:
    """Returns the demo's accounts: what each is, and its e-mail address."""
    return [(role, email) for role, email, _, _ in present.LOGINS] + [("everything", ADMIN)]


class Command(BaseCommand):
    help = "Fills an empty portal with the real history of the Group, an invented present, and demo accounts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password", default="demo", help="Password of the demo accounts (default: demo)."
        )

    def handle(self, *, password, **options):
        try:
            self._load(password)
        except Refused as refused:
            self._fail(
                "This portal holds something else than the demo, and nothing was changed:", *refused.lines
            )
        except DatabaseError as error:
            self._fail(f"The database refused, and nothing was changed: {error}")
        self.stdout.write(f"The demo is loaded. Sign in with the password {password} as:")
        for role, email in logins():
            self.stdout.write(f"  {email:<28} {role}")

    @transaction.atomic
    def _load(self, password: str) -> None:
        if not is_demo():
            self._load_history()
            User.objects.create_superuser(ADMIN, name="Ada Admin")
            present.add()
        set_passwords(password)

    def _load_history(self) -> None:
        refuse_others()
        archive.read(FILES)
        if archive.export() != archive.preview(FILES):
            raise Refused(["Some of what it holds does not stem from the demo."])

    def _fail(self, *lines: str):
        self.stderr.write("\n".join(lines))
        sys.exit(1)


def set_passwords(password: str) -> None:
    """Gives the demo's accounts that password. They share its hash, which takes long to make."""
    secret = make_password(password)
    for person in User.objects.filter(email__in=[email for _, email in logins()]):
        if not (person.has_usable_password() and person.check_password(password)):
            person.password = secret
            person.save()


def refuse_others() -> None:
    """Raises `archive.Refused` if the portal has people, or anything that is not in an archive."""
    if people := User.objects.count():
        raise Refused([f"{people} people have a login of their own."])
    archived = {model for entries in lists() for model in entries.shape.models()}
    found = [
        f"It holds {model._meta.verbose_name_plural} of its own."
        for app in ORDER
        for model in apps.get_app_config(app).get_models()
        if model not in archived | GIVEN and model.objects.exists()
    ]
    if found:
        raise Refused(found)
