"""Middleware for every request and every answer."""

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.core.exceptions import BadRequest
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from foundation.web.requests import SECRETS, form_key


class PagesGZipMiddleware(GZipMiddleware):
    """Compresses pages for browsers that accept it. Files are sent as they are, with their length."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class ReadableMiddleware:
    """Refuses NUL characters, which nobody types and PostgreSQL cannot store in a text."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        """Runs after the check of the form's token, so that a form from elsewhere is not even read."""
        for sent in (request.GET, request.POST):
            if any("\0" in value for _, values in sent.lists() for value in values):
                raise BadRequest("NUL in what was sent")
        if "\0" in request.path:
            raise BadRequest("NUL in the address")


class PrivateMiddleware:
    """Lets nothing between here and the reader keep what is private: after signing out, "Back" shows nothing.

    Private is every answer to somebody who is signed in, unless it says that it is public; and every answer
    at an address with a secret: a link from a mail, the key of a calendar or of a password reset.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        said = response.get("Cache-Control", "")
        if "no-store" not in said and (self._is_secret(request) or self._is_private(request, said)):
            response["Cache-Control"] = "private, no-store"
        return response

    def _is_secret(self, request) -> bool:
        match = request.resolver_match
        return match is not None and not SECRETS.isdisjoint(match.kwargs)

    @staticmethod
    def _is_private(request, said: str) -> bool:
        return "public" not in said and hasattr(request, "user") and request.user.is_authenticated


class PostOnlyMiddleware:
    """Leads a browser that opens an address which only takes forms to the page above it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        opens = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code == 405 and opens and not request.headers.get("HX-Request"):
            return redirect(page_above(request.path_info))
        return response


def page_above(path: str) -> str:
    """Returns the next path above that the portal knows: `/proposals/7/` for `/proposals/7/support/`."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path


class SavedMiddleware:
    """Tells static/js/kept.js that what was typed in a form is saved: by a cookie that the next page reads.

    It is saved if the answer leads on to another page without telling of an error there.
    """

    MOST = 5  # forms in the cookie, if no page reads it meanwhile

    def __init__(self, get_response):
        self.get_response = get_response

    def process_view(self, request, *args):
        """Runs last: a form that was not taken, for want of a sign-in, does not come here."""
        request.reaches_view = True

    def __call__(self, request):
        response = self.get_response(request)
        leads_on = hasattr(request, "reaches_view") and 300 <= response.status_code < 400
        if request.method == "POST" and leads_on and (key := form_key(request)):
            # Reading the messages as usual would use them up.
            told = getattr(get_messages(request), "_queued_messages", [])
            if all(one.level < ERROR for one in told):
                others = request.COOKIES.get("saved", "").split(".")[1 - self.MOST :]
                response.set_cookie(
                    "saved", ".".join([*filter(None, others), key]), max_age=3600, samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )  # fmt: skip
        return response
