"""Addresses that calendars subscribe to."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from meetings import feeds


@login_not_required
@require_GET
@cache_control(private=True, no_cache=True)
def feed(request, key):
    """Of the person whose address it is, without a login: calendars have none."""
    person = feeds.reader_of(key)
    if person is None:
        raise Http404("This address is no longer anybody's.")
    return _answer(request, feeds.private(person))


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def public_feed(request):
    return _answer(request, feeds.public())


def _answer(request, content: bytes):
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    made = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": mark, "Content-Disposition": 'inline; filename="gmg.ics"'},
    )
    return get_conditional_response(request, etag=mark, response=made)


@require_POST
def feed_renew(request):
    """An address for the person who asks; the one before no longer works."""
    had = bool(request.user.calendar_key)
    feeds.new_address(request.user)
    done = "The old address no longer works. Subscribe to the new one." if had else "Subscribe to it below."
    messages.success(request, f"You have an address for your calendar. {done}")
    return redirect(f"{reverse('me')}#calendar")
