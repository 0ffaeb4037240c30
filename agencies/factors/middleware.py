"""Leads whoever needs a second factor, and has none, to set one up first. Nothing that they do is lost."""

from django.http import HttpResponse
from django.shortcuts import redirect

from agencies.factors.demands import check_setting, demanded_of
from agencies.factors.queries import has_second_factor
from foundation.web import held

ONWARD = "second_factor_onward"  # the key in the session: where they were, or wanted to go
# What they can still open: setting one up, and signing out.
OPEN = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "account_logout",
    "logout",
    "held_discard",
    "javascript_words",
}
# Addresses with a secret of their own, from a mail or for a calendar, work whoever is signed in.
SECRETS = frozenset({"link", "key"})


class SecondFactorMiddleware:
    """Asks at each page, as powers follow the calendar: whoever becomes chair at midnight is asked then.

    A passkey or an authenticator app that somebody has is asked for when they sign in, by django-allauth.
    """

    def __init__(self, get_response):
        check_setting()
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or request.resolver_match.view_name in OPEN:
            return None
        is_of_link = not getattr(view, "login_required", True) and not SECRETS.isdisjoint(kwargs)
        if is_of_link or not any(demanded_of(request.user)) or has_second_factor(request.user):
            if ONWARD in request.session and not is_of_link:
                del request.session[ONWARD]
            return None
        return _led(request)


def _led(request) -> HttpResponse:
    if held.is_of_script(request):
        return HttpResponse(status=401)
    if request.method == "POST":
        person = str(request.user.pk)
        if typed := held.what_was_sent(request, owner=person):
            request.session[held.HELD] = typed
            request.sends_held = False  # it was not taken
        request.session[ONWARD] = held.page_of_form(request) or "/"
    elif request.method == "GET":
        request.session[ONWARD] = request.get_full_path()
    return redirect("mfa_index")
