"""A form that could not be taken is held until it is sent: it was too old, or sent before, or signed out.

It waits in the session of the browser, with the key of the person whose it is. On every page that they open,
`_held.html` shows what they typed, with one button that sends it. static/js/kept.js puts it into its form.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from foundation.text import rich
from foundation.web.requests import next_address

HELD = "held"  # the key in the session
PERSON = "person"  # the cookie that names who was signed in last in this browser
LASTS = 60 * 60 * 24 * 60  # seconds; as long as a draft in the browser
LARGEST = 200_000  # characters of a held form; of a larger one the browser has the draft
NOT_HELD = {"csrfmiddlewaretoken", "kept_by"}
WORDS = {
    "sent": gettext_lazy("This was already sent. What you have changed since is not saved yet."),
    "conflict": gettext_lazy(
        "Somebody else has just saved something that conflicts with this. Nothing was changed. Please check "
        "their entry and try again."
    ),
    "full": gettext_lazy(
        "The portal has no room left to save anything. Nothing was changed. Please tell the secretariat, and "
        "try again later."
    ),
}
STATUS = {"full": 503}  # else 409
BEFORE = re.compile(r"was-|seen$|key$")  # hidden fields with what the page had shown


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, and from there to the page where they were.

    What they sent is held. A script gets 401 instead.
    """

    def handle_no_permission(self, request, view_func):
        if is_of_script(request):
            return HttpResponse(status=401)
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        was = last(request)  # of strangers nothing is stored
        if was and (sent := what_was_sent(request, owner=request.POST.get("kept_by") or was)):
            request.session[HELD] = sent
        return redirect_to_login(page_of_form(request) or request.path)

    def process_view(self, request, *args):
        if request.method == "POST":
            person, held = _person(request), request.session.get(HELD)
            if person and (request.POST.get("kept_by") or person) != person:
                return _refused(request)  # somebody else has signed in since that page was opened
            action = request.get_full_path()
            request.sends_held = held and (held["owner"], held["action"]) == (person, action)
        return super().process_view(request, *args)

    def process_response(self, request, response):
        """Lets go of the held form once a view has taken it, and notes who is signed in."""
        person = _person(request)
        if getattr(request, "sends_held", False) and response.status_code < 400:
            request.session.pop(HELD, None)
        match = request.resolver_match
        if match and match.url_name in ("logout", "account_logout") and not person:
            response.delete_cookie(PERSON, samesite="Lax")
        if person and response.get("Content-Type", "").startswith("text/html") and last(request) != person:
            response.set_signed_cookie(
                PERSON, person, salt=HELD, max_age=LASTS,
                httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response


def csrf_failure(request, reason=""):
    """Answers a form that was too old, or came from elsewhere.

    Whoever is signed in is back on the page with the form, and what they typed is held. A visitor gets it
    back in the answer. A form from elsewhere, or from the page of another person, is only refused.
    """
    page, person = page_of_form(request), _person(request)
    typed = what_was_sent(request, owner=person)
    if not page or typed is None or (request.POST.get("kept_by") or person) != person:
        return _refused(request)
    if not person:
        return _refused(request, held=_shown(typed), is_here_only=True)
    request.session[HELD] = typed
    return redirect(page)


def _refused(request, **told) -> HttpResponse:
    if is_of_script(request):
        return HttpResponse(status=401)
    response = render(request, "403_csrf.html", told, status=403)
    add_never_cache_headers(response)
    return response


def what_was_sent(request, *, owner: str) -> dict | None:
    """Returns what is held of a form: its fields without files, where it goes, and the key of its person.

    None if a script sent it, if a password is in it, or if it is too large.
    """
    fields = [(name, values) for name, values in request.POST.lists() if name not in NOT_HELD]
    size = sum(len(name) + sum(map(len, values)) for name, values in fields)
    if is_of_script(request) or any("password" in name for name, _ in fields) or size > LARGEST:
        return None
    return {
        "owner": owner,
        "action": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
        "why": "old" if _person(request) else "ended",
    }


def given_back(request, why: str, *, location: str = "") -> HttpResponse:
    """Answers with what was typed, a button to send it again, and words for `why`.

    That is "sent", "conflict", or "full" when the database has no room, not even for the session: then what
    was typed is in the answer only. What was sent before and led to `location` goes as another one. A script
    gets the words as JSON. The status is 409, or 503 for "full".
    """
    person, status = _person(request), STATUS.get(why, 409)
    if is_of_script(request):
        return JsonResponse({"refused": str(WORDS[why])}, status=status)
    typed = what_was_sent(request, owner=person)
    if typed:
        typed |= {"why": why, "location": location}
        if why == "sent":
            typed["fields"] = [(name, values) for name, values in typed["fields"] if name != "once"]
        if person and why != "full":
            request.session[HELD] = typed
    if why == "full":
        request.session.modified = False
    context = {
        "why": why,
        "location": location,
        "page": page_of_form(request),
        "held": typed and _shown(typed),
        "is_here_only": not person or why == "full",
    }
    response = render(request, "409.html", context, status=status)
    add_never_cache_headers(response)
    return response


def context(request) -> dict:
    """Returns the held form of the person who reads the page, and whether one waits for a sign-in."""
    held = request.session.get(HELD) if hasattr(request, "session") else None
    person = _person(request)
    return {
        "held": _shown(held) if held and held["owner"] == person else None,
        "awaits_sign_in": bool(held and not person),
    }


@require_POST
@login_not_required
def discard(request):
    """Forgets the held form."""
    request.session.pop(HELD, None)
    return redirect(next_address(request, reverse("home")))


def page_of_form(request) -> str:
    """Returns the path, with the query, of the page of the portal that sent the request; empty if unknown."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host():
        return ""
    try:
        resolve(referer.path)
    except Resolver404:
        return ""
    return f"{referer.path}?{referer.query}" if referer.query else referer.path


def _shown(held: dict) -> dict:
    """Returns the held form with its texts in plain words: what has more than a word and is new."""
    values = [value for name, values in held["fields"] if not BEFORE.match(name) for value in values]
    return held | {
        "texts": list(dict.fromkeys(rich.plain(one) for one in values if re.search(r"\S\s+\S", one)))
    }


def is_of_script(request) -> bool:
    """Returns whether a script of a page asks, to which a page is no answer."""
    headers = request.headers
    is_fetched = headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return is_fetched or "HX-Request" in headers or "X-CSRFToken" in headers


def _person(request) -> str:
    user = getattr(request, "user", None)
    return str(user.pk) if user and user.is_authenticated else ""


def last(request) -> str:
    """Returns the key of the person who was last signed in in this browser; empty after they signed out."""
    try:
        return request.get_signed_cookie(PERSON, "", salt=HELD, max_age=LASTS)
    except signing.BadSignature:
        return ""
