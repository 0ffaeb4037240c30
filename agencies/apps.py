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
        "accounts",
        "imports",
        "members",
        "applications",
        "privacy",
    )

    def ready(self):
        from agencies.accounts import checks  # noqa: F401
