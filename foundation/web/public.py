"""Pages that anybody may read, made once a minute for all visitors. ADR 34 says how, and why.

Whoever is signed in gets a page of their own, as always.
"""

import datetime as dt
import hashlib
from functools import wraps
from typing import NamedTuple

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.db.models import Max, QuerySet, Sum
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from foundation.dates import clock

KEPT = 60  # seconds
LARGEST = 500_000  # bytes of a page that is kept
# A browser or a proxy asks each time whether its copy is still good, so what is withdrawn is gone at once.
FRESH = "public, max-age=0, must-revalidate"
LATEST = 200  # entries of the history; more are hardly written by others while one transaction is open


class Kept(NamedTuple):
    """A page as it was made."""

    content: bytes
    headers: dict[str, str]
    made_at: int  # seconds since 1970
    mark: str


class State(NamedTuple):
    """The state of the history: the latest key, a sum of the latest ones, and the latest moment, if any."""

    last: int | None
    sum: int | None
    at: dt.datetime | None


def public_page(view):
    """Lets anybody read the pages of the view. What a visitor gets is kept for a minute, or until a change.

    Not kept are answers with a form or a message, and those that say themselves how long they are good.
    """

    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        if not _is_of_any_visitor(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        kept = caches["pages"].get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            if not _may_be_kept(request, response):
                return response
            kept = _kept(response)
            caches["pages"].set(key, kept, KEPT)
        response = HttpResponse(kept.content, headers=kept.headers)
        return get_conditional_response(request, kept.mark, kept.made_at, response)

    return answer


def state_of_history(entries: QuerySet[LogEntry] | None = None) -> State:
    """Returns what changes with every change that the history records.

    The key of the latest entry is not enough: another transaction can save an earlier key later. `entries`
    are those that matter; all if none are given.
    """
    entries = LogEntry.objects.all() if entries is None else entries
    latest = entries.order_by("-pk").values("pk", "timestamp")[:LATEST]
    return State(**latest.aggregate(last=Max("pk"), sum=Sum("pk"), at=Max("timestamp")))


def _is_of_any_visitor(request) -> bool:
    """Whether nothing in the request says who asks. A session can hold a form, a cookie a message."""
    own = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return request.method in ("GET", "HEAD") and not own and "HX-Request" not in request.headers


def _key(request) -> str:
    minute = int(clock.now().timestamp()) // KEPT
    address = request.build_absolute_uri()
    known = (address, translation.get_language(), minute, state_of_history())
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _may_be_kept(request, response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and len(response.content) <= LARGEST
        and not response.cookies
        and "Cache-Control" not in response
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # it has a form
        and not request.session.modified
        and not getattr(get_messages(request), "added_new", False)
    )


def _kept(response) -> Kept:
    patch_vary_headers(response, ["Cookie"])
    made_at = int(clock.now().timestamp())
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    said = {"Cache-Control": FRESH, "ETag": mark, "Last-Modified": http_date(made_at)}
    return Kept(response.content, {**response.headers, **said}, made_at, mark)
