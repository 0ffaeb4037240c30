from django.apps import AppConfig
from django.db.models import BaseConstraint

CONTRADICTS = "This contradicts what stands there already, and was not kept. Look at that, then change yours."
# Each constraint takes these words as it is made, which is before any model is there.
BaseConstraint.default_violation_error_message = CONTRADICTS


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self):
        from foundation import squashed  # noqa: F401 - its check is registered
        from foundation.forms import say_in_our_words

        say_in_our_words()
