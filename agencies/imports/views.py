"""The pages to import agencies, people or organizations: choose a file, see the preview, import."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agencies.imports import actions
from agencies.imports.forms import ImportForm
from foundation.files.sheets import TYPES, sheet

SALT = "agencies.importing"
PLACES = {
    "agencies": "agencies:member_list",
    "people": "people:person_list",
    "organizations": "organizations:organization_list",
}


@require_http_methods(["GET", "POST"])
@permission_required("agencies.keep_register", raise_exception=True)
def import_table(request):
    """The page to choose a file; then the preview; then, if no row has a fault, the import.

    Between the steps the rows are in the page, signed, so that nothing is stored before the import.
    """
    if "rows" in request.POST:
        return _take_in(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kinds": actions.COLUMNS}
    if request.method == "POST" and form.is_valid():
        table = form.table
        context |= {
            "table": table,
            "outcome": actions.preview(table.kind, table.rows),
            "rows": signing.dumps([table.kind, table.rows], salt=SALT, compress=True),
        }
    return render(request, "agencies/imports/import.html", context)


def _take_in(request):
    try:
        kind, rows = signing.loads(request.POST["rows"], salt=SALT)
    except signing.BadSignature:
        messages.error(request, "The page was not whole. Choose the file once more; nothing was taken in.")
        return redirect("agencies:import")
    outcome = actions.take_in(kind, rows)
    if outcome.faults:  # somebody has changed the register since the preview
        table = actions.Table(kind, rows, [])
        context = {"form": ImportForm(), "kinds": actions.COLUMNS, "table": table, "outcome": outcome}
        return render(request, "agencies/imports/import.html", context)
    messages.success(
        request,
        f"Taken in: {len(outcome.added)} added, {len(outcome.changed)} changed, {outcome.same} as they were.",
    )
    return redirect(reverse(PLACES[kind]))


@require_GET
@permission_required("agencies.keep_register", raise_exception=True)
def import_empty(request, kind):
    """Downloads an empty table to fill in."""
    if kind not in actions.COLUMNS:
        raise Http404
    as_ = request.GET.get("as", "xlsx")
    return sheet(f"{kind} to fill in", actions.COLUMNS[kind], [], as_ if as_ in TYPES else "xlsx")
