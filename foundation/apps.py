from importlib import import_module

from django.apps import AppConfig
from django.db.models import BaseConstraint
from django.utils.translation import gettext_lazy as _

CONTRADICTS = _(
    "This conflicts with an existing entry, so it was not saved. Please check both and try again."
)
# Each constraint takes these words as it is made, which is before any model is there.
BaseConstraint.default_violation_error_message = CONTRADICTS


class FoundationConfig(AppConfig):
    name = "foundation"
    rooms = (
        "dates",
        "text",
        "handover",
        "portal",
        "jobs",
        "mail",
        "mailbox",
        "files",
        "archive",
        "exports",
        "web",
        "history",
    )

    def ready(self):
        from foundation import discovery
        from foundation.web.forms import say_in_our_words

        import_module("foundation.squashed")  # its check is registered
        import_module("foundation.jobs.tasks")  # where no worker is asked, a job is done at once
        discovery.modules("rules")
        say_in_our_words()
