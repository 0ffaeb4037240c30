"""What the portal changes in django-allauth's second factor: words, names, and how secrets are stored."""

import base64
import logging
import secrets

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.portal import group

log = logging.getLogger(__name__)

SALT = "agencies.factors"


class Adapter(DefaultMFAAdapter):
    """The secrets of authenticator apps and recovery codes are encrypted with a key from `SECRET_KEY`."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "We could not confirm this. A code works once and for about a minute: enter the next one."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Set up an authenticator app or a passkey first. Recovery codes stand in for it when you lose it."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the secret. If its key is lost, it returns one that nobody knows, so that no code fits.

        An empty one would do harm: everybody could work out its codes.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error(
                "The secret of a second factor cannot be read. Was SECRET_KEY changed? Add the old one to "
                "SECRET_KEY_FALLBACKS, or use manage.py reset_second_factor."
            )
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        """Returns what the authenticator app shows above its codes."""
        return _("%(group)s portal") % {"group": group.acronym()}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user) -> dict:
        """Returns what the device shows of the person when it asks with which passkey to sign in."""
        return {
            "id": user_pk_to_url_str(user).encode(),
            "display_name": user.shown,
            "name": user.email or user.shown,
        }

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1} if count else _("Passkey")


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    digest = salted_hmac(SALT, "secrets", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
