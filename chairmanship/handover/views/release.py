"""The report for the next chair: the outgoing chair releases its draft, or the next chair opens the facts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chairmanship.handover import queries
from chairmanship.handover.actions import release, reports
from chairmanship.handover.models import HandoverReport
from chairmanship.rotation.access import get_term
from foundation.verbs import Refused


def _term(request, slug: str, permission: str):
    term = get_term(slug)
    if not request.user.has_perm(permission, term):
        raise PermissionDenied
    return term


@require_POST
def report_release(request, slug, version):
    term = _term(request, slug, "chairmanship.make_report")
    versions = term.reports.exclude(state=HandoverReport.State.FACTS)
    try:
        release.release_report(get_object_or_404(versions, version=version), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The report is released. The next chair can read it."))
    return _back(term)


@require_GET
@never_cache
def facts(request, slug):
    """How far the facts are. While they are made, the page asks again and gets what has changed."""
    term = _term(request, slug, "chairmanship.open_facts")
    if not request.htmx:
        return _back(term)
    context = facts_context(term)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "chairmanship/handover/_facts.html", context)


@require_POST
def facts_open(request, slug):
    term = _term(request, slug, "chairmanship.open_facts")
    try:
        release.open_facts(term, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(term)


def facts_context(term) -> dict:
    """Returns what `_facts.html` shows."""
    found = release.facts_of(term)
    job = found and reports.report_job(found)
    if found:
        found.refresh_from_db()  # after the job, so that what a finished job has made is included
    return {
        "term": term,
        "facts": found,
        "job": job,
        "seen": job.progress if job else "",
        "under_way": job and job.is_unfinished,
    }


def _back(term):
    return redirect(f"{queries.page(term)}#report")
