"""Tables to download: how a page gives out its table, and the page on which the worker's file comes."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from foundation.exports import actions
from foundation.exports.models import Export
from foundation.exports.tables import AT_ONCE, table_of
from foundation.files.serving import as_download
from foundation.files.sheets import TYPES, sheet
from foundation.jobs.models import Job


def table(request) -> HttpResponse | None:
    """Returns the table of this page if the address asks for one by `as`; None if it does not.

    A short table is the answer itself. For a long one the worker makes a file, and the answer leads to the
    page on which it comes. A look may do that: it changes nothing that anybody else can see.
    """
    kind = request.GET.get("as")
    if kind not in TYPES:
        return None
    address = f"{request.path}?{_asked(request)}"
    found = table_of(request.user, address)
    if found.count <= AT_ONCE:
        return sheet(found.name, found.columns, found.rows, kind)
    return redirect("export", actions.ask_for(found, address, kind=kind, by=request.user).pk)


def _asked(request) -> str:
    """Returns the filters in one order and without those that are empty: the same for the same table."""
    query = request.GET.copy()
    query.pop("page", None)
    for name in list(query):
        query[name] = query[name]  # of several values the last counts, here as in the pages
        if not query[name].strip():
            del query[name]
    return "&".join(sorted(query.urlencode().split("&")))


@require_GET
@never_cache
def export_page(request, pk):
    """Shows how far the worker is with a table, and then the file. The page asks again until it is there."""
    export = get_object_or_404(Export.objects.kept_for(request.user), pk=pk)
    job = Job.objects.last_of(Export.JOB, export)
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "export": export,
        "back": re.sub(r"(?<=[?&])as=\w+&?", "", export.address),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
    }
    template = "foundation/exports/_export.html" if request.htmx else "foundation/exports/export.html"
    return render(request, template, context)


@require_GET
@never_cache
def export_file(request, pk):
    """Downloads the file of a table, for the person who asked for it."""
    export = get_object_or_404(Export.objects.kept_for(request.user), pk=pk)
    if not export.file:
        raise Http404("It is not made yet.")
    return as_download(request, export.file, name=export.filename)
