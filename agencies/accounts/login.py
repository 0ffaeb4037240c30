"""Signing in with django-allauth, adapted to the Group: by e-mail address, and by invitation only."""

import time

from allauth.account import app_settings, forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import AllowAllUsersModelBackend
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.accounts import actions, known, limits
from foundation.mail import letters, senders
from foundation.mail.kinds import Kind

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Adapter(DefaultAccountAdapter):
    """What the portal changes in django-allauth: its words and its mail; nobody can sign up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "Wrong e-mail or password. Try again, or reset your password."
        ),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "account_inactive": gettext_lazy("This account is closed. Ask the secretariat to reopen it."),
        "incorrect_password": gettext_lazy("Wrong password."),
        "invalid_password_reset": gettext_lazy("This link no longer works. Request a new one."),
        # Of codes; passwords have words of their own (`agencies.accounts.limits`).
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait five minutes and try again."),
        "rate_limited": gettext_lazy("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request):
        """Returns False: people come in by invitation."""
        return False

    def render_mail(self, template_prefix, email, context, headers=None):
        """Returns the mail in the form of the portal's other mail.

        It is private, as it may hold a link for its reader only.
        """
        message = super().render_mail(template_prefix, email, context, headers)
        why = _("You receive this e-mail because you have an account in the portal.")
        reader = letters.Reader(email, getattr(context.get("user"), "name", ""))
        sender = senders.of(senders.SECRETARIAT)
        words = letters.split(message.body)[0].strip()
        message.body = letters.full_text(words, reader, why=why, sender=sender)
        message.reply_to = sender.addresses
        message.attach_alternative(letters.as_html(message.body, message.subject), "text/html")
        message.kept = {"private": True, "why": why, "kind": Kind.ACCOUNT}
        return message

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Sends nothing: `agencies.accounts.events` tells people what happened to their account."""

    def is_reauthentication_required(self, **kwargs):
        """Returns whether to ask again who is there: not for five minutes after signing in either."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and super().is_reauthentication_required(**kwargs)

    def get_reauthentication_methods(self, user):
        """Returns the ways to confirm who is there, in the portal's words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [one | {"description": words[one["id"]]} for one in super().get_reauthentication_methods(user)]

    def authenticate(self, request, **credentials):
        """Returns the person with that address and password, also if the account is closed; else None.

        Whatever is wrong, it asks the database as often, and hashes one password. Raises `ValidationError`
        while guesses have to wait.
        """
        email = credentials.get("email") or ""
        attempt = self._counted(request, email)
        person = AllowAllUsersModelBackend().authenticate(request, email, credentials.get("password"))
        if person and attempt:
            attempt.was_right()
        return person

    def _counted(self, request, email):
        if settings.ACCOUNT_RATE_LIMITS is False:  # in tests
            return None
        try:
            return limits.begin(request, email, self.get_client_ip(request))
        except limits.Waits as waits:
            raise ValidationError(str(waits), code="too_many_login_attempts") from None

    def reauthenticate(self, user, password):
        """Whether that is the password of whoever is signed in; guesses count as at the sign-in page."""
        return self.authenticate(context.request, email=user.email, password=password) == user

    def login(self, request, user):
        """Signs the person in, also after a new password, when no backend has authenticated them yet."""
        request.is_new_browser = bool(user.last_login) and not known.was_here(request, user)
        login(request, user, backend=BACKEND)
        known.remember(request, user)

    def get_password_change_redirect_url(self, request):
        """Returns the address of their own page, where they came from."""
        return reverse("me")

    def get_client_ip(self, request):
        """Returns the address that the limits count by.

        It trusts only the portal's own proxy, never what a visitor claims.
        """
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
        "login": gettext_lazy("E-mail"),
        "email": gettext_lazy("E-mail"),
        "oldpassword": gettext_lazy("Current password"),
        "password1": gettext_lazy("New password"),
        "password2": gettext_lazy("Repeat new password"),
    }


class LoginForm(Plain, forms.LoginForm):
    """The form to sign in."""


class ChangePasswordForm(Plain, forms.ChangePasswordForm):
    """The form to change your own password."""


class ReauthenticateForm(Plain, forms.ReauthenticateForm):
    """The form that confirms by password who is there."""


class SetPasswordForm(Plain, forms.SetPasswordForm):
    """The form to set a first password."""


class ResetPasswordKeyForm(Plain, forms.ResetPasswordKeyForm):
    """The form for a new password, behind a mailed link."""


class ResetPasswordForm(Plain, forms.ResetPasswordForm):
    """Does the same for every address. The worker finds out whether its owner has an account."""

    def save(self, request, **kwargs):
        """Has the worker mail the link. Returns the address that was typed."""
        actions.ask_for_reset(self.users[0] if self.users else None)
        return self.cleaned_data["email"]
