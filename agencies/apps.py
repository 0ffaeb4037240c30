from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = _("Agencies")
    rooms = (
        "register",
        "people",
        "organizations",
        "criteria",
        "mail",
        "accounts",
        "imports",
        "members",
        "applications",
        "privacy",
    )

    def ready(self):
        post_migrate.connect(make_secretariat, sender=self)


def make_secretariat(using, **kwargs) -> None:
    """Makes the user group of the secretariat, if there is none."""
    from django.contrib.auth.models import Group

    from agencies.people.rules import SECRETARIAT

    Group.objects.using(using).get_or_create(name=SECRETARIAT)
