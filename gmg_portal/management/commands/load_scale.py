"""`manage.py load_scale`: fills an empty portal with the demonstration and invented years before it."""

from auditlog.context import disable_auditlog
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.models import AgencyName, GroupName
from foundation.discovery import ORDER
from gmg_portal import scale
from gmg_portal.management.commands.load_demo import GIVEN

MOST = 150  # so that no date is before those that the portal accepts


class Command(BaseCommand):
    help = "Fills an empty portal with so many times the demo: the demo, and invented years before it."

    def add_arguments(self, parser):
        parser.add_argument("--times", type=int, default=100, help="How many times the demo (default: 100).")

    def handle(self, *, times, **options):
        if not 1 <= times <= MOST:
            raise CommandError(f"Give --times a number from 1 to {MOST}.")
        if found := held():
            raise CommandError("\n".join(["This portal is not empty, and nothing was changed:", *found]))
        with transaction.atomic():
            call_command("load_demo", stdout=self.stdout)
            if times > 1:
                with disable_auditlog():
                    scale.add_past(times - 1)


def held() -> list[str]:
    """Returns in sentences what the portal holds beyond what every portal has."""
    given = GIVEN | {AgencyName, GroupName}  # names of the Group
    return [
        f"It holds {model._meta.verbose_name_plural}."
        for app in ORDER
        for model in apps.get_app_config(app).get_models()
        if model not in given and model._base_manager.exists()
    ]
