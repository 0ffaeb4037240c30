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
        "imports",
        "members",
        "applications",
        "privacy",
    )
