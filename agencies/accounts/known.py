"""Browsers in which a person has signed in: a signed cookie knows them, until the password changes."""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from agencies.people.models import User
from foundation.web import held

COOKIE = SALT = "browser"
LASTS = 60 * 60 * 24 * 400  # seconds; as long as browsers keep a cookie
MOST = 5  # people in one browser


def browser_of(request, person: User | None) -> str:
    """Returns what names this browser of the person; "" if they never signed in here with that password."""
    for pk, name, mark in _stored(request):
        if person and pk == person.pk and constant_time_compare(mark, _mark(person)):
            return f"{pk} {name}"
    return ""


def was_here(request, person: User) -> bool:
    """Whether the person has signed in in this browser, with whatever password."""
    return any(pk == person.pk for pk, *_ in _stored(request)) or held.last(request) == str(person.pk)


def remember(request, person: User) -> None:
    """Makes the answer to this request mark the browser as one of the person."""
    request.known_to = person


class KnownMiddleware:
    """Writes the cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if person := getattr(request, "known_to", None):
            others = [one for one in _stored(request) if one[0] != person.pk][: MOST - 1]
            entry = [person.pk, secrets.token_urlsafe(9), _mark(person)]
            response.set_cookie(
                COOKIE, signing.dumps([entry, *others], salt=SALT), max_age=LASTS,
                httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response


def _stored(request) -> list:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []


def _mark(person: User) -> str:
    return salted_hmac(SALT, f"{person.pk}\n{person.password}").hexdigest()[:24]
