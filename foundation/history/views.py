"""The history of one thing, and all changes for the secretariat."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from foundation.dates import clock, hours
from foundation.exports.views import table
from foundation.history import chain, reading
from foundation.history.forms import FilterForm
from foundation.history.kinds import READS_ALL, kinds
from foundation.web.requests import whole


@require_GET
@never_cache
def history(request, kind, key):
    """What was done to a thing, for people who may read its page."""
    found = kinds().get(kind)
    if found is None:
        raise Http404
    thing = found.get(request.user, key)
    page = reading.history(found, thing, request.user, before=_before(request))
    context = {
        "thing": found.label(thing),
        "back": found.back_for(request.user, thing) or found.back(thing),
        "page": page,
        "place": hours.place(clock.zone().key),
        "is_first": not _before(request),
        "named": bool(found.of),
    }
    return render(request, "foundation/history/history.html", context)


@require_GET
@never_cache
@permission_required(READS_ALL, raise_exception=True)
def changes(request):
    """All changes that the secretariat may read, as a page or as a table."""
    if given := table(request):
        return given
    form = FilterForm(request.GET)
    chosen = form.chosen()
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "place": hours.place(clock.zone().key),
        "page": reading.changes(request.user, **chosen, before=_before(request)),
        "narrowed": any(chosen.values()),
        "query": query.urlencode(),
        "is_first": not _before(request),
        "seal": chain.last_in_words(),
    }
    return render(request, "foundation/history/changes.html", context)


def _before(request) -> int | None:
    return whole(request.GET.get("before", ""), None)
