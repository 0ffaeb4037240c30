"""Signing in with a provider: to it, back from it, and what is said when it does not come about."""

import logging
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from agencies.accounts import connections, oidc
from agencies.accounts.oidc import Fault
from agencies.accounts.providers import provider
from foundation.verbs import Refused

log = logging.getLogger(__name__)

CLOSED = gettext_lazy("This account is closed. Ask the secretariat to reopen it.")
WORDS = {
    Fault.CANCELLED: (403, gettext_lazy("%(provider)s did not sign you in, or you cancelled there.")),
    Fault.EXPIRED: (
        400,
        gettext_lazy(
            "More than ten minutes have passed since you began, or this page was opened twice. Start again."
        ),
    ),
    Fault.UNREACHABLE: (
        503,
        gettext_lazy("%(provider)s does not answer at the moment. Try again in a few minutes."),
    ),
    Fault.WRONG: (
        502,
        gettext_lazy(
            "We could not check the answer of %(provider)s, so we did not sign you in. Try again. If this "
            "happens again, tell the secretariat."
        ),
    ),
}


def of_provider(view):
    """Gives the view the provider that the address names. 404 if there is none, as without single sign-on."""

    @login_not_required
    @never_cache
    @wraps(view)
    def found(request, name):
        one = provider(name)
        if one is None:
            raise Http404
        try:
            return view(request, one)
        except Fault as fault:
            log.warning("Sign-in with %s did not come about: %s.", one.id, fault)
            status, words = WORDS[fault.what]
            return _refused(request, one, words % {"provider": one.name}, status)
        except connections.Closed:
            log.warning("Sign-in with %s did not come about: the account is closed.", one.id)
            return _refused(request, one, CLOSED, 403)
        except Refused as refused:
            log.warning("Sign-in with %s did not come about: the portal refused the person.", one.id)
            return _refused(request, one, str(refused), 403)

    return found


def _refused(request, one, words, status: int):
    context = {"provider": one, "words": words}
    return render(request, "agencies/accounts/provider_refused.html", context, status=status)


@of_provider
@require_POST
def begin(request, one):
    """Leads to the provider, by a page that goes on by itself.

    It cannot redirect: browsers hold a redirect after a form against the content security policy, and a
    provider may send people on to hosts that nobody knows beforehand.
    """
    if not ratelimit.consume(request, action="sign_in_with"):
        return ratelimit.respond_429(request)
    address = oidc.start(request, one, next_url=get_next_redirect_url(request) or "")
    return render(request, "agencies/accounts/provider_begin.html", {"provider": one, "address": address})


@of_provider
@require_GET
def back(request, one):
    """Signs in the person whom the provider sends back, or says why not."""
    claims, next_url = oidc.arrive(request, one)
    account, is_new = connections.person_of(one, claims)
    login = SocialLogin(user=account.user, account=account)
    if is_new:
        social_account_added.send(sender=SocialLogin, request=request, sociallogin=login)
    record_authentication(
        request,
        account.user,
        "socialaccount",
        provider=one.id,
        second_factor=connections.is_second_factor(one, claims),
    )
    return perform_login(
        request,
        account.user,
        redirect_url=next_url or None,
        signal_kwargs={"sociallogin": login},
    )


@require_POST
def disconnect(request, pk):
    """Ends one of the user's own connections."""
    try:
        account = connections.disconnect(request.user, account=pk)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("me")
    if account is None:
        raise Http404
    social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
    messages.success(request, _("Disconnected. You can no longer sign in with it."))
    return redirect("me")
