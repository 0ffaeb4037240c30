"""The checks of a new password: Django's own, with words that say what to choose instead."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """Requires a minimum number of characters."""

    def get_error_message(self):
        return ngettext(
            "Too short. Use at least %(count)s character; a few words together are easy to remember.",
            "Too short. Use at least %(count)s characters; a few words together are easy to remember.",
            self.min_length,
        ) % {"count": self.min_length}

    def get_help_text(self):
        return ngettext(
            "At least %(count)s character; a few words together are easy to remember.",
            "At least %(count)s characters; a few words together are easy to remember.",
            self.min_length,
        ) % {"count": self.min_length}


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    """Refuses a password that is close to the name or the address."""

    def __init__(self):
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self):
        return _("Too close to your name or e-mail address. Choose something harder to guess.")

    def get_help_text(self):
        return _("Nothing close to your name or e-mail address.")


class NotWellKnown(password_validation.CommonPasswordValidator):
    """Refuses passwords that many people use."""

    def get_error_message(self):
        return _("Too common, so easy to guess. Add a word or two, or choose another.")

    def get_help_text(self):
        return _("No common passwords.")
