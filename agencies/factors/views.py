"""The pages of the second factor: django-allauth's views in the portal's form, and its removal by others."""

from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    suspend_request,
)
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from agencies.factors import actions
from agencies.factors.demands import demanded_of
from agencies.factors.middleware import ONWARD
from agencies.factors.queries import factors_of
from agencies.people.models import User
from agencies.people.views.people import may_keep
from foundation.web.editing import EditView


def own_page() -> str:
    """Returns the address of the section of *My account* that shows how somebody signs in."""
    return reverse("me") + "#login"


def to_own_page(request):
    """Leads to *My account*, where the passkeys are listed."""
    return redirect(own_page())


def confirmed(view):
    """Asks again who is there where the view wants that.

    A form runs within `OnceMiddleware`, where the middleware of django-allauth does not hear of it.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except ReauthenticationRequired:
            methods = get_adapter().get_reauthentication_methods(request.user)
            return suspend_request(request, methods[0]["url"] if methods else reverse("login"))

    return wrapped


class Onward:
    """A page that can be part of setting up a second factor that is demanded: it leads on from there."""

    def get_context_data(self, **kwargs):
        onward = self.request.session.get(ONWARD)
        factors = factors_of(self.request.user)
        why = [] if factors.is_set_up else list(demanded_of(self.request.user))
        return super().get_context_data(
            onward=onward, onward_or_own=onward or own_page(), factors=factors, why=why, **kwargs
        )


class SetUp(Onward, TemplateView):
    """Where somebody of whom a second factor is demanded chooses one. Others have it on their own page."""

    template_name = "mfa/index.html"

    def get(self, request, *args, **kwargs):
        context = self.get_context_data(**kwargs)
        if not context["why"]:
            return redirect(context["onward_or_own"])
        return self.render_to_response(context)


class ActivateApp(Onward, totp.ActivateTOTPView):
    """Sets up an authenticator app."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class AddPasskey(Onward, webauthn.AddWebAuthnView):
    """Adds a passkey."""


class Codes(Onward, codes.ViewRecoveryCodesView):
    """Shows the recovery codes that are left."""


class Authenticate(base.AuthenticateView):
    """The second step of signing in."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"factors": factors_of(self.stage.login.user)}


class LoginByPasskey(webauthn.LoginWebAuthnView):
    """Signs in with a passkey alone."""

    def form_invalid(self, form):
        super().form_invalid(form)  # it tells why
        return redirect(passthrough_next_redirect_url(self.request, reverse("account_login"), "next"))


@method_decorator(confirmed, name="dispatch")
class Removal(EditView):
    """Removes the second factor of somebody who has lost it."""

    form_class = forms.Form
    template_name = "agencies/factors/reset.html"
    heading = gettext_lazy("Remove second factor")
    verb = gettext_lazy("Remove second factor")

    def has_permission(self):
        return may_keep(self.request.user, self.kwargs["pk"], "agencies.reset_factor")

    def get_thing(self):
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def keep(self):
        actions.reset(self.thing, by=self.request.user, request=self.request)

    def get_done(self):
        return _("Removed. %(person)s can sign in with their password.") % {"person": self.thing.shown}

    def get_back(self):
        return reverse("people:person_detail", args=[self.thing.pk])

    def get_trail(self):
        return [(reverse("people:person_list"), _("People")), (self.get_back(), self.thing.shown)]
