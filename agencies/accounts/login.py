"""Logging in, as django-allauth does it, in the Group's way: by e-mail address, and by invitation only."""

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import login
from django.urls import reverse

from foundation.mail import letters

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Adapter(DefaultAccountAdapter):
    """What the portal changes in django-allauth: its words, its mail, and that nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "No login has this address and this password together. Try again, or ask "
        "for a new password.",
        "too_many_login_attempts": "This was tried too often in a short time. Wait five minutes, then try "
        "again; a new password can be asked for meanwhile.",
        "enter_current_password": "This is not your password of now.",
    }

    def is_open_for_signup(self, request):
        """Never: people come in by invitation."""
        return False

    def render_mail(self, template_prefix, email, context, headers=None):
        """Sends it as the portal's other mail, and keeps its text private:

        it may hold a link for its reader alone.
        """
        message = super().render_mail(template_prefix, email, context, headers)
        message.attach_alternative(letters.as_html(message.body, message.subject), "text/html")
        message.kept = {"private": True, "why": "of your login"}
        return message

    def login(self, request, user):
        """Logs the person in, also after a new password, where no backend has looked at them yet."""
        login(request, user, backend=BACKEND)

    def get_password_change_redirect_url(self, request):
        """Their own page, where they came from."""
        return reverse("me")

    def get_client_ip(self, request):
        """The address that the limits count by: what our own proxy says, never what a visitor claims."""
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS_PROXY else ""
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "unknown"


class Plain:
    """A form without placeholders: they repeat the labels, and vanish once somebody types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)

    labels = {
        "login": "E-mail",
        "email": "E-mail",
        "oldpassword": "Your password of now",
        "password1": "The new password",
        "password2": "The new one once more",
    }


class LoginForm(Plain, forms.LoginForm):
    """The form to log in."""


class ChangePasswordForm(Plain, forms.ChangePasswordForm):
    """The form to change the own password."""


class SetPasswordForm(Plain, forms.SetPasswordForm):
    """The form to set a first password."""


class ResetPasswordKeyForm(Plain, forms.ResetPasswordKeyForm):
    """The form behind a link that was mailed: a new password."""


class ResetPasswordForm(Plain, forms.ResetPasswordForm):
    """Only for people who have a password. The others were not invited, or have yet to accept."""

    def clean_email(self):
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email
