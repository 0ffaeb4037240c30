"""The handover report: its state, making, issuing and publishing it, its files; and terms compared."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.generic import TemplateView

from chairmanship.handover import comparison, exports, proofreading, reading
from chairmanship.handover.actions import reports
from chairmanship.handover.models import HandoverReport
from chairmanship.handover.report import public
from chairmanship.rotation.access import get_term
from foundation.dates import clock
from foundation.files.serving import as_download, as_word
from foundation.verbs import Refused
from foundation.web.public import public_page


class Compare(PermissionRequiredMixin, TemplateView):
    """Terms compared, for the troika and the secretariat. No report uses it."""

    permission_required = "chairmanship.compare_terms"
    template_name = "chairmanship/handover/compare.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        compared = comparison.compare(everything="all" in asked, page=asked.get("page"))
        return super().get_context_data(**compared, **kwargs)


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
        term.reports.exclude(state=HandoverReport.State.FACTS).select_related(
            "requested_by", "issued_by", "published_by"
        )
    )
    draft = next((report for report in versions if not report.is_issued), None)
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    under_way = job and job.is_unfinished
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


@require_POST
def report_publish(request, slug, version):
    """Publishes an issued version on the web, without what is for members."""
    report = _to_publish(request, slug, version)
    try:
        reports.publish_report(report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Version %(version)s is published. Anybody can read it.") % {"version": version}
        )
    return redirect("chairmanship:report", slug)


@require_POST
def report_withdraw(request, slug, version):
    """Withdraws a version from the web."""
    reports.withdraw_report(_to_publish(request, slug, version))
    messages.success(
        request,
        _("Version %(version)s is withdrawn from the web. Members can still read it.") % {"version": version},
    )
    return redirect("chairmanship:report", slug)


def _to_publish(request, slug: str, version: int):
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    return get_object_or_404(term.reports, version=version)


# The files


def _get_report(slug: str, version: int):
    return get_object_or_404(get_term(slug).reports.select_related("term__agency"), version=version)


def _get_made(request, slug: str, version: int):
    """Returns a version whose files are there, for a member who may read it."""
    report = _get_report(slug, version)
    _require(request.user, "chairmanship.read_report", report)
    if not report.pdf:
        raise Http404(_("This version has not been created yet."))
    return report


@require_GET
@never_cache
def report_pdf(request, slug, version):
    """The PDF of a version, with the archive of the term."""
    report = _get_made(request, slug, version)
    return as_download(request, report.pdf, name=report.filename)


@require_GET
@never_cache
def report_docx(request, slug, version, *, summary=False):
    """A version, or its summary, for Word, made from its frozen sections."""
    report = _get_made(request, slug, version)
    if not report.has_sections:
        raise Http404(_("This version exists as a PDF only."))
    name = (report.summary_filename if summary else report.filename).removesuffix(".pdf") + ".docx"
    draft = not report.is_issued
    return as_word(request, lambda: exports.docx(report.facts, draft=draft, summary=summary), name=name)


@require_GET
@never_cache
@login_not_required
def report_summary_pdf(request, slug, version):
    """The summary of a version as PDF. Visitors get it without what is for members, if it is published."""
    report, is_public = _get_readable(request, slug, version)
    file = report.public_pdf if is_public else report.summary_pdf
    if not file:
        raise Http404(_("This version has no summary."))
    return as_download(request, file, name=report.summary_filename)


# The pages


def _get_readable(request, slug: str, version: int):
    """Returns a version, and whether the reader gets what visitors get: visitors, and members who ask for it.

    As elsewhere, a visitor does not learn of what is not public.
    """
    report, user = _get_report(slug, version), request.user
    if user.has_perm("chairmanship.read_report", report):
        return report, report.is_issued and "visitors" in request.GET
    if not user.has_perm("chairmanship.read_public_report", report):
        if user.is_authenticated:
            raise PermissionDenied
        raise Http404
    return report, True


def _to_read(request, slug: str, version: int) -> dict:
    """Returns what the pages of a version have in common."""
    report, is_public = _get_readable(request, slug, version)
    if not report.has_sections:
        raise Http404(_("This version exists as a PDF only."))
    return {
        "report": report,
        "term": report.term,
        "facts": public(report.facts) if is_public else report.facts,
        "is_public": is_public,
        "more": "?visitors" if is_public and "visitors" in request.GET else "",
    }


@require_safe
@public_page
def report_read(request, slug, version):
    """A version as a page, from its frozen sections."""
    context = _to_read(request, slug, version)
    facts, report = context["facts"], context["report"]
    context["sections"] = reading.sections(facts, rows=None if context["is_public"] else reading.ROWS)
    context["annexes"] = [section for section in facts["sections"] if section["is_annex"]]
    kept = {section["slug"] for section in facts["sections"]}
    left_out = [one["title"] for one in report.facts["sections"] if one["slug"] not in kept]
    return render(request, "chairmanship/handover/read.html", context | {"left_out": left_out})


@require_safe
@public_page
def report_annex(request, slug, version, annex):
    """An annex of a version, on a page of its own."""
    context = _to_read(request, slug, version)
    section = reading.annex(context["facts"], annex)
    if section is None:
        raise Http404(_("This version has no such annex."))
    return render(request, "chairmanship/handover/read_annex.html", context | {"section": section})
