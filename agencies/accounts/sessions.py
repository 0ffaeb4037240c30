"""Where a person is signed in, for how long, and how a session is ended in another browser. See ADR 37.

What a session needs of this lies in the session itself, so that a page asks the database for nothing more.
"""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.accounts import events
from agencies.accounts.models import SignIn
from agencies.people.models import User
from foundation.dates import clock
from foundation.web import browsers

HERE = "sign_in"  # the key in the session
NOTED_EVERY = dt.timedelta(minutes=5)  # so often the last use is written


def begin(request, person: User) -> None:
    """Notes that the person signed in, in the session and in a row."""
    session, now = request.session, clock.now()
    if not session.session_key:
        session.save()
    SignIn.objects.update_or_create(
        session_key=session.session_key,
        defaults={"person": person, "browser": browsers.of(request), "began_at": now, "used_at": now},
    )
    moment = now.timestamp()
    session[HERE] = {"person": person.pk, "key": session.session_key, "began": moment, "used": moment}


def others_of(request) -> list[SignIn]:
    """Returns where the person of the request is signed in, this browser first."""
    own = request.session.session_key
    return sorted(request.user.sign_ins.all(), key=lambda one: one.session_key != own)


@transaction.atomic
def end(sign_in: SignIn, *, by: User) -> None:
    """Signs the person out in that browser: its next page asks to sign in, and loses nothing."""
    _end([sign_in])
    events.record(sign_in.person, "session_ended", by=by)


@transaction.atomic
def end_all(person: User, *, by: User, but: str = "") -> int:
    """Signs the person out everywhere, except in the session of the key `but`. Returns in how many browsers.

    If somebody else did it, the person is told.
    """
    found = list(person.sign_ins.exclude(session_key=but))
    if found:
        _end(found)
        events.record(person, "sessions_ended", by=by)
        if by != person:
            events.notify(person, "sessions_ended")
    return len(found)


def _end(found: list[SignIn]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for one in found:
        store(one.session_key).delete()
        one.delete()


def forget_ended() -> None:
    """Deletes the rows whose session is over."""
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


class SessionMiddleware:
    """Ends sessions that nobody used for long or that last too long, and notes when one was used last."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        if session.get(SESSION_KEY) and (why := _why_over(session.get(HERE))):
            SignIn.objects.filter(session_key=session.session_key).delete()
            session.flush()
            request.user = AnonymousUser()
            messages.info(request, why)
        response = self.get_response(request)
        if session.get(SESSION_KEY) and response.status_code < 500:
            note(request)
        return response


def _why_over(here: dict | None) -> str:
    if not here:
        return ""  # it began before this version of the portal
    now, idle, days = clock.now().timestamp(), settings.SESSION_IDLE_MINUTES, settings.SESSION_DAYS
    if idle and now - here["used"] > idle * 60:
        return _("You were signed out because you had not used the portal for a while. Nothing is lost.")
    if days and now - here["began"] > days * 86_400:
        return ngettext(
            "You were signed out because you had been signed in for %(days)s day. Nothing is lost.",
            "You were signed out because you had been signed in for %(days)s days. Nothing is lost.",
            days,
        ) % {"days": days}
    return ""


def note(request) -> None:
    """Notes the last use; and the new key of the session, after a change of password."""
    session, now = request.session, clock.now()
    here = session.get(HERE)
    if not here or str(here["person"]) != session[SESSION_KEY]:
        begin(request, User(pk=int(session[SESSION_KEY])))
        return
    is_moved = here["key"] != session.session_key
    is_recent = abs(now.timestamp() - here["used"]) < NOTED_EVERY.total_seconds()
    # A press is followed by a page; so what a press does is only what its form is for.
    if not is_moved and (is_recent or request.method != "GET"):
        return
    if is_moved and not session.session_key:
        session.save()
    SignIn.objects.filter(session_key=here["key"]).update(session_key=session.session_key, used_at=now)
    session[HERE] = here | {"key": session.session_key, "used": now.timestamp()}
