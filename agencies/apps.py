from importlib import import_module

from django.apps import AppConfig
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
        "mailbox",
        "accounts",
        "factors",
        "imports",
        "members",
        "applications",
        "privacy",
    )

    def ready(self):
        import_module("agencies.accounts.checks")
        import_module("agencies.accounts.receivers")
