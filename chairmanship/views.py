from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView

from chairmanship import actions, rotation, timeline
from chairmanship import report_docx as for_word
from chairmanship.models import Chairmanship, HandoverReport
from foundation import clock, docx, sections
from foundation.serving import as_download


def get_term(slug: str) -> Chairmanship:
    """The term of that slug, or of which it was the slug before its days were moved; else the answer 404."""
    terms = Chairmanship.objects.select_related("agency", "coordinated_by")
    try:
        return terms.by_slug(slug)
    except Chairmanship.DoesNotExist:
        if moved := terms.filter(pk=rotation.moved_from(slug)).first():
            return moved
        raise Http404(f"There is no term {slug}.") from None


@method_decorator(login_not_required, name="dispatch")
class Line(TemplateView):
    """The line of chairs from the first to today or later, with its gaps."""

    template_name = "chairmanship/line.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        line = timeline.until(today)
        return super().get_context_data(
            today=today,
            troika=rotation.troika(today),
            drawing=timeline.drawing(line, today),
            rows=timeline.rows(line, today),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class TermDetail(TemplateView):
    template_name = "chairmanship/term_detail.html"

    def get(self, request, slug):
        term = get_term(slug)
        return super().get(request, slug=slug) if term.slug == slug else redirect(term)

    def get_context_data(self, slug, **kwargs):
        term = get_term(slug)
        return super().get_context_data(
            term=term,
            place=rotation.place(term),
            before=rotation.before(term),
            after=rotation.after(term),
            beside=[other.agency for other in rotation.beside(term)],
            today=clock.today(),
            issued=issued_report(term, self.request.user),
            panels=sections.shown("term", term, self.request.user),
            **kwargs,
        )


def issued_report(term: Chairmanship, user) -> HandoverReport | None:
    """The latest issued report, where that user may read it."""
    if not user.is_authenticated:
        return None
    report = term.reports.filter(state=HandoverReport.State.ISSUED, made_at__isnull=False).first()
    return report if report and user.has_perm("chairmanship.read_report", report) else None


# The handover report -----------------------------------------------------------------------------


def _require(user, permission: str, thing=None) -> None:
    if not user.has_perm(permission, thing):
        raise PermissionDenied


@require_GET
@never_cache
def report(request, slug):
    """Where the report stands. While it is made, the page asks again and gets what has changed since."""
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    reports = list(term.reports.select_related("requested_by", "issued_by"))
    draft = next((report for report in reports if not report.is_issued), None)
    worked_on = actions.report_without_file(term) or draft
    job = worked_on and actions.report_job(worked_on)
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "term": term,
        "draft": draft,
        "worked_on": worked_on,
        "issued": [report for report in reports if report.is_issued],
        "job": job,
        "seen": seen,
        "under_way": job and job.state in ("waiting", "running"),
    }
    template = "chairmanship/_report.html" if request.htmx else "chairmanship/report.html"
    return render(request, template, context)


@require_POST
def report_make(request, slug):
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    actions.request_report(term, by=request.user)
    return redirect("chairmanship:report", slug)


@require_POST
def report_issue(request, slug, version):
    term = get_term(slug)
    _require(request.user, "chairmanship.make_report", term)
    report = get_object_or_404(term.reports, version=version)
    try:
        actions.issue_report(report, by=request.user)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Version {version} is issued.")
    return redirect("chairmanship:report", slug)


@require_GET
@never_cache
def report_pdf(request, slug, version):
    """The file of a version, to be kept on the reader's own machine."""
    report = get_object_or_404(get_term(slug).reports.select_related("term__agency"), version=version)
    _require(request.user, "chairmanship.read_report", report)
    if not report.pdf:
        raise Http404("This version is not made yet.")
    return as_download(request, report.pdf, name=report.filename)


@require_GET
@never_cache
def report_docx(request, slug, version):
    """The same for Word, written from the facts of that version."""
    report = get_object_or_404(get_term(slug).reports.select_related("term__agency"), version=version)
    _require(request.user, "chairmanship.read_report", report)
    if not report.pdf:
        raise Http404("This version is not made yet.")
    content = for_word.docx(report.facts, draft=not report.is_issued)
    name = report.filename.removesuffix(".pdf") + ".docx"
    return HttpResponse(
        content,
        content_type=docx.TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
