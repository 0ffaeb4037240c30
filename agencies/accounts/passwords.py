"""The checks of a new password: Django's own, with words that say what to choose instead."""

from django.contrib.auth import password_validation


class LongEnough(password_validation.MinimumLengthValidator):
    """Requires a minimum number of characters."""

    def get_error_message(self):
        return f"Make it longer: {self.min_length} characters or more. A few words in a row are easy to keep."

    def get_help_text(self):
        return f"{self.min_length} characters or more; a few words in a row are easy to keep in mind."


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    """Refuses a password that is close to the name or the address."""

    def __init__(self):
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self):
        return "It is too near to your name or address, which others know. Choose something else."

    def get_help_text(self):
        return "Nothing near to your name or address."


class NotWellKnown(password_validation.CommonPasswordValidator):
    """Refuses passwords that many people use."""

    def get_error_message(self):
        return "Many people use this one, so it is tried first. Add a word or two, or choose another."

    def get_help_text(self):
        return "None that many people use."
