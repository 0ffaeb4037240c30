from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self):
        from foundation.forms import say_in_our_words

        say_in_our_words()
