"""The pages to import agencies, people or organizations: choose a file, see the preview, import."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
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
    context = {"form": form, "kinds": _kinds()}
    if request.method == "POST" and form.is_valid():
        table = form.table
        context |= {
            "table": table,
            "kind": actions.KINDS[table.kind],
            "outcome": actions.preview(table.kind, table.rows),
            "rows": signing.dumps([table.kind, table.rows], salt=SALT, compress=True),
        }
    return render(request, "agencies/imports/import.html", context)


def _kinds() -> list[tuple]:
    """Returns each kind of table: its key, its name and the names of its columns."""
    return [(kind, title, actions.COLUMNS[kind].values()) for kind, title in actions.KINDS.items()]


def _take_in(request):
    try:
        kind, rows = signing.loads(request.POST["rows"], salt=SALT)
    except signing.BadSignature:
        messages.error(
            request, _("The page was incomplete. Nothing was imported. Please choose the file again.")
        )
        return redirect("agencies:import")
    outcome = actions.take_in(kind, rows)
    if outcome.faults:  # somebody has changed the register since the preview
        table = actions.Table(kind, rows, [])
        context = {
            "form": ImportForm(),
            "kinds": _kinds(),
            "kind": actions.KINDS[kind],
            "table": table,
            "outcome": outcome,
        }
        return render(request, "agencies/imports/import.html", context)
    messages.success(
        request,
        _("Import complete: %(added)s added, %(changed)s changed, %(same)s unchanged.")
        % {"added": len(outcome.added), "changed": len(outcome.changed), "same": outcome.same},
    )
    return redirect(reverse(PLACES[kind]))


@require_GET
@permission_required("agencies.keep_register", raise_exception=True)
def import_empty(request, kind):
    """Downloads an empty table to fill in."""
    if kind not in actions.COLUMNS:
        raise Http404
    as_ = request.GET.get("as", "xlsx")
    name = _("%(kind)s template") % {"kind": actions.KINDS[kind]}
    return sheet(name, actions.COLUMNS[kind].values(), [], as_ if as_ in TYPES else "xlsx")
