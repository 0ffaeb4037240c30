"""The pages of the link by mail: it is asked for, and opened. They exist if SIGN_IN_BY_MAIL is set."""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from agencies.accounts import mail_links

NEXT = "sign_in_link_next"  # in the session of the browser that asked


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def if_set(view):
    """Answers 404 where SIGN_IN_BY_MAIL is not set."""

    @login_not_required
    @never_cache
    @wraps(view)
    def shown(request, **kwargs):
        if not settings.SIGN_IN_BY_MAIL:
            raise Http404
        return view(request, **kwargs)

    return shown


@if_set
@require_http_methods(["GET", "POST"])
def ask(request):
    """Takes the address. The answer is the same for every address."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="sign_in_link", key=email.casefold()):
            return ratelimit.respond_429(request)
        mail_links.ask(email)
        request.session[NEXT] = get_next_redirect_url(request) or ""
        return redirect("sign_in_link_sent")
    context = {"form": form, "next": get_next_redirect_url(request) or ""}
    return render(request, "agencies/accounts/sign_in_link.html", context)


@if_set
@require_GET
def sent(request):
    return render(request, "agencies/accounts/sign_in_link_sent.html")


@if_set
@require_http_methods(["GET", "POST"])
def open_link(request, link):
    """Shows a button that signs in: programs that check mail open links, and must not use them up."""
    try:
        if request.method != "POST":
            person = mail_links.person_of(link)
            return render(request, "agencies/accounts/sign_in_link_open.html", {"person": person})
        person = mail_links.use(link)
    except mail_links.Ended as ended:
        return render(request, "agencies/accounts/invitation_ended.html", {"why": str(ended)}, status=410)
    next_url = request.session.pop(NEXT, "")
    record_authentication(request, person, "mail_link")
    return perform_login(request, person, redirect_url=next_url or None)
