"""Each form is taken once, however often it is sent. ADR 27 says how, and why.

`{% csrf_token %}` gives each form a one-time key. `OnceMiddleware` saves the key in the transaction of what
the form does. Whoever sends the same again is led to where the first answer led.
"""

import hashlib
import logging
import re
from contextlib import contextmanager

from django.contrib import messages
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.web import held
from foundation.web.models import SentForm

log = logging.getLogger(__name__)

FIELD = "once"
KEY = re.compile(r"[\w-]{8,40}", re.ASCII)
# What differs between two presses of one form.
OF_THE_PRESS = {"csrfmiddlewaretoken", "kept", "kept_by", FIELD}
# A form that only changes the session, and its key, has done nothing yet.
_WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) +"(?!django_session|foundation_sentform)', re.I)
_SAVEPOINT = re.compile(r'SAVEPOINT +"?(\w+)', re.I)
_BACK = re.compile(r'ROLLBACK TO SAVEPOINT +"?(\w+)', re.I)
DISK_FULL = "53100"  # PostgreSQL
# PostgreSQL: exclusion, unique, foreign key and check; serialization failure, deadlock, lock not available.
RACES = {"23P01", "23505", "23503", "23514", "40001", "40P01", "55P03"}


class OnceMiddleware:
    """Takes a form with a one-time key once. It runs the view, so it must be the last of the middleware.

    A key is used up if the request has changed something. So a form that is refused can be sent again.

    What the database refuses because of somebody else's change, or because it has no room, is answered in
    words.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        key = request.POST.get(FIELD, "")
        try:
            if KEY.fullmatch(key):
                return _once(request, key, lambda: view(request, *args, **kwargs))
            return view(request, *args, **kwargs)
        except (IntegrityError, OperationalError) as error:
            if is_full(error):
                log.error("The database has no room for %s: %s", request.path, error)
                return held.given_back(request, "full")
            if not is_race(error):
                raise
            log.warning("The database refused %s because of another change.", request.path, exc_info=True)
            return held.given_back(request, "conflict")


def _once(request, key: str, answer) -> HttpResponse:
    person, content = request.user.pk, _hash(*_content(request))
    with transaction.atomic():
        # On PostgreSQL a second request waits here until the first one is over; on SQLite at `atomic`.
        sent, is_first = SentForm.objects.get_or_create(key=_hash(person, key), defaults={"content": content})
        if is_first:
            with changes() as made:
                response = answer()
            is_taken = made and response.status_code < 400 and "Content-Disposition" not in response
            # Signing in or out changes whose the key is, and does no harm twice.
            if is_taken and request.user.pk == person:
                sent.location = response.get("Location") or held.page_of_form(request)
                sent.save(update_fields=["location"])
            else:
                sent.delete()
            return response
    if sent.content == content:
        return _already(request, sent)
    return held.given_back(request, "sent", location=sent.location)


def _content(request):
    """Yields what was sent, and where to. Of a file its name and its size are enough within one form."""
    yield request.get_full_path()
    for name, values in sorted(request.POST.lists()):
        if name not in OF_THE_PRESS:
            yield (name, values)
    for name, files in sorted(request.FILES.lists()):
        yield (name, [(file.name, file.size) for file in files])


def _hash(*what) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()


@contextmanager
def changes():
    """Gives a list of the changes to the database within the block, without those that were rolled back."""
    made: list[str] = []
    marks: dict[str, int] = {}

    def note(execute, sql, params, many, context):
        text = str(sql)
        if back := _BACK.match(text):
            del made[marks.get(back[1], 0) :]
        elif begun := _SAVEPOINT.match(text):
            marks[begun[1]] = len(made)
        result = execute(sql, params, many, context)
        if _WRITES.match(text):
            made.append(text[:60])
        return result

    with connection.execute_wrapper(note):
        yield made


def _already(request, sent: SentForm) -> HttpResponse:
    messages.info(request, _("This was already sent. It was not done a second time."))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(sent.location or held.page_of_form(request) or reverse("home"))


def is_full(error: Exception) -> bool:
    """Returns whether the database refused it because its disk is full."""
    code = getattr(error.__cause__, "sqlstate", None)
    return code == DISK_FULL if code else "database or disk is full" in str(error)


def is_race(error: Exception) -> bool:
    """Returns whether the database refused it because of what somebody else did, not for a fault of ours."""
    code = getattr(error.__cause__, "sqlstate", None)
    if code:
        return code in RACES
    if isinstance(error, IntegrityError):
        return "NOT NULL" not in str(error)
    return "database is locked" in str(error)
