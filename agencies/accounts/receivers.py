"""Hears of what Django and django-allauth do to accounts, and lets `events` record and tell it."""

from allauth.account import signals as account
from django.apps import apps
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy

from agencies.accounts import events, known, providers, sessions
from agencies.people.signals import address_changed


@receiver(user_logged_in)
def begin_session(sender, request, user, **kwargs):
    if hasattr(request, "session"):
        sessions.begin(request, user)


@receiver(account.user_logged_in)
def signed_in(sender, request, user, **kwargs):
    is_new = getattr(request, "is_new_browser", False) and not getattr(request, "has_reset", False)
    events.happened(user, "signed_in_new" if is_new else "signed_in", request, by=user)


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(sender, request, user, **kwargs):
    known.remember(request, user)
    sessions.note(request)  # it has another key now
    sessions.end_all(user, by=user, but=request.session.session_key or "")
    events.happened(user, "password_changed", request, by=user)


@receiver(account.password_reset)
def password_reset(sender, request, user, **kwargs):
    request.has_reset = True  # one mail says it, not two
    sessions.end_all(user, by=user)
    events.happened(user, "password_reset", request, by=user)


@receiver(address_changed)
def tell_of_address(sender, person, before, by, **kwargs):
    """Tells both addresses, if there is an account: the old one could be all that its owner still reads."""
    events.record(person, "address_changed", by=by)
    if person.last_login or person.has_usable_password():
        for to in filter(None, (before, person.email)):
            events.notify(person, "address_changed", to=to)


def _by(request, user):
    """Returns who did it: whoever is signed in; None for the operator and for the portal itself."""
    return request.user if request is not None and request.user.is_authenticated else None


# By allauth's codes.
FACTORS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


def connect_factors() -> None:
    """Hears of second factors, where the portal has them."""
    from allauth.mfa import signals
    from allauth.mfa.models import Authenticator

    def on(signal, what):
        def hear(sender, request, user, authenticator, **kwargs):
            by = _by(request, user)
            if (
                authenticator.type == Authenticator.Type.RECOVERY_CODES
                and signal != signals.authenticator_reset
            ):
                return  # they come and go with the other factors
            name = str(FACTORS[authenticator.type])
            with transaction.atomic():
                events.happened(user, what, request if by == user else None, by=by, name=name)

        signal.connect(hear, weak=False, dispatch_uid=what)

    on(signals.authenticator_added, "factor_added")
    on(signals.authenticator_removed, "factor_removed")
    on(signals.authenticator_reset, "factor_reset")

    @receiver(signals.authentication_failed, weak=False, dispatch_uid="factor_failed")
    def factor_failed(sender, user, **kwargs):
        events.record(user, "factor_failed")


def connect_methods() -> None:
    """Hears of accounts elsewhere by which people sign in, where the portal has them."""
    from allauth.socialaccount import signals

    @receiver(signals.social_account_added, weak=False, dispatch_uid="method_connected")
    def added(sender, request, sociallogin, **kwargs):
        name = providers.name_of(sociallogin.account.provider)
        events.happened(sociallogin.user, "method_connected", request, by=sociallogin.user, name=name)

    @receiver(signals.social_account_removed, weak=False, dispatch_uid="method_disconnected")
    def removed(sender, request, socialaccount, **kwargs):
        name = providers.name_of(socialaccount.provider)
        person = socialaccount.user
        events.happened(person, "method_disconnected", request, by=_by(request, person), name=name)


if apps.is_installed("allauth.mfa"):
    connect_factors()
if apps.is_installed("allauth.socialaccount"):
    connect_methods()
