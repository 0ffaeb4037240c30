"""The handover report: its state, making and issuing it, its files; and terms compared."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView

from chairmanship.handover import comparison, exports, proofreading
from chairmanship.handover.actions import reports
from chairmanship.handover.models import HandoverReport
from chairmanship.rotation.access import get_term
from foundation.dates import clock
from foundation.files.serving import as_download, as_word
from foundation.verbs import Refused


class Compare(PermissionRequiredMixin, TemplateView):
    """Terms compared, for the troika and the secretariat. No report uses it."""

    permission_required = "chairmanship.compare_terms"
    template_name = "chairmanship/handover/compare.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**comparison.compare(everything="all" in self.request.GET), **kwargs)


def _require(user, permission: str, thing=None) -> None:
    if not user.has_perm(permission, thing):
        raise PermissionDenied


@require_GET
@never_cache
def report(request, slug):
    """The state of the report. While it is made, the page asks again and gets what has changed."""
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    worked_on = reports.report_in_work(term)
    job = worked_on and reports.report_job(worked_on)
    # Read after the job, so that what a finished job has made is included.
    versions = list(
        term.reports.exclude(state=HandoverReport.State.FACTS).select_related("requested_by", "issued_by")
    )
    draft = next((report for report in versions if not report.is_issued), None)
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    under_way = job and job.state in ("waiting", "running")
    is_checked = not under_way and bool(draft or not versions)  # else there is nothing to issue
    context = {
        "term": term,
        "draft": draft,
        "worked_on": worked_on,
        "issued": [report for report in versions if report.is_issued],
        "job": job,
        "seen": seen,
        "under_way": under_way,
        "is_checked": is_checked,
        "remarks": _remarks(term, request.user) if is_checked else (),
    }
    template = "chairmanship/handover/_report.html" if request.htmx else "chairmanship/handover/report.html"
    return render(request, template, context)


def _remarks(term, user) -> list[proofreading.Remark]:
    """Returns what to look at before issuing, with the pages on which that person can settle it."""
    return [
        replace(one, matter=one.matter and one.matter.read_by(user))
        for one in proofreading.check(term, as_at=clock.today())
    ]


@require_POST
def report_make(request, slug):
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    reports.request_report(term, by=request.user)
    return redirect("chairmanship:report", slug)


@require_POST
def report_issue(request, slug, version):
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    report = get_object_or_404(term.reports, version=version)
    try:
        reports.issue_report(report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Version %(version)s is issued.") % {"version": version})
    return redirect("chairmanship:report", slug)


@require_GET
@never_cache
def report_pdf(request, slug, version):
    """The file of a version, as a download."""
    report = get_object_or_404(get_term(slug).reports.select_related("term__agency"), version=version)
    _require(request.user, "chairmanship.read_report", report)
    if not report.pdf:
        raise Http404(_("This version has not been created yet."))
    return as_download(request, report.pdf, name=report.filename)


@require_GET
@never_cache
def report_docx(request, slug, version):
    """A version for Word, made from its facts."""
    report = get_object_or_404(get_term(slug).reports.select_related("term__agency"), version=version)
    _require(request.user, "chairmanship.read_report", report)
    if not report.pdf:
        raise Http404(_("This version has not been created yet."))
    name = report.filename.removesuffix(".pdf") + ".docx"
    return as_word(request, lambda: exports.docx(report.facts, draft=not report.is_issued), name=name)
