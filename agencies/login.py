"""Logging in, as django-allauth does it, in the Group's way: by e-mail address, and by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm as AnybodysResetPasswordForm
from django.conf import settings
from django.contrib.auth import login
from django.urls import reverse

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "No login has this address and this password together. Try again, or ask "
        "for a new password.",
        "too_many_login_attempts": "This was tried too often in a short time. Wait five minutes, then try "
        "again; a new password can be asked for meanwhile.",
        "enter_current_password": "This is not your password of now.",
    }

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        """Also after a new password was chosen, where no backend has looked at the person yet."""
        login(request, user, backend=BACKEND)

    def get_password_change_redirect_url(self, request):
        return reverse("me")

    def get_client_ip(self, request):
        """Who asks, for the limits: what our own proxy says, never what a visitor says of themselves."""
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS_PROXY else ""
        return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "unknown"


class ResetPasswordForm(AnybodysResetPasswordForm):
    """For those who have a password: the others in the register were not invited, or have yet to accept."""

    def clean_email(self):
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email
