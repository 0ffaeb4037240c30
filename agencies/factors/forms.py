"""The forms of the second factor, with the portal's words. A code of an authenticator app works once."""

import struct
from contextlib import contextmanager

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.people.models import User

NAME = 60  # characters of the name of a passkey


class Code:
    """A field for a code, as phones fill it in, whose codes of an authenticator app work once."""

    label = _("Code from your authenticator app, or a recovery code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = self.label
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        code = super().clean_code()
        kept = getattr(self, "authenticator", None)  # none while the app is set up
        if (kept is None or kept.type == Authenticator.Type.TOTP) and not _is_first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _is_first_use(user, code: str) -> bool:
    """Notes that the code was used, for as long as it is valid. django-allauth does so for one step only.

    The lock lets one at a time look: a cache in files has no other.
    """
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"agencies.factors.used.{user.pk}.{''.join(code.split())}"
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        return cache.add(key, True, timeout=steps * app_settings.TOTP_PERIOD)


class AuthenticateForm(Code, base.AuthenticateForm):
    """The form for the second step of signing in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        has_app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists()
        if not has_app:
            self.fields["code"].label = _("Recovery code")


class ReauthenticateForm(Code, base.ReauthenticateForm):
    """The form that confirms who is there, before something about signing in is changed."""


class ActivateForm(Code, totp.ActivateTOTPForm):
    """The form that shows that the authenticator app is set up."""

    label = _("Code that the app shows now")


# What the libraries raise of an answer that is forged or broken.
BROKEN = (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError, struct.error)


@contextmanager
def _refusing():
    """Refuses what no browser would answer for a passkey, in words."""
    try:
        yield
    except BROKEN:
        raise get_adapter().validation_error("incorrect_code") from None


class Answered:
    """A form with what the browser answers for a passkey."""

    def clean_credential(self):
        with _refusing():
            return super().clean_credential()


class LoginByPasskeyForm(Answered, webauthn.LoginWebAuthnForm):
    """The answer of a passkey that signs in alone."""


class AuthenticateByPasskeyForm(Answered, webauthn.AuthenticateWebAuthnForm):
    """The answer of a passkey after the password."""


class ReauthenticateByPasskeyForm(Answered, webauthn.ReauthenticateWebAuthnForm):
    """The answer of a passkey that confirms who is there."""


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """The form for a new passkey. The script fills in its credential."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=NAME,
        help_text=_("So that you recognize it later, such as “Phone” or “Blue key”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_(
            "Your device then asks for your fingerprint, face or PIN. Leave this out for a security key "
            "without a PIN."
        ),
    )

    def clean(self):
        with _refusing():
            return super().clean()


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """The form for another name."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
