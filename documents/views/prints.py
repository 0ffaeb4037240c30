"""A text to take away, for whoever may read it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from documents import prints
from documents.models import DocumentVersion, TextPrint
from documents.views.fetching import get_version, sees_all
from foundation import docx
from foundation.models import Job
from foundation.serving import as_download


def _text(user, pk, number) -> DocumentVersion:
    version = get_version(user, pk, number)
    if not version.is_text:
        raise Http404
    return version


@require_GET
@login_not_required
def print_docx(request, pk, number):
    version = _text(request.user, pk, number)
    name = f'attachment; filename="{prints.filename(version)}.docx"'
    return HttpResponse(
        prints.as_docx(version), content_type=docx.TYPE, headers={"Content-Disposition": name}
    )


@require_GET
@login_not_required
@never_cache
def print_page(request, pk, number):
    """Where the PDF stands. While it is made, the page asks again and gets what has changed since."""
    version = _text(request.user, pk, number)
    made = TextPrint.objects.filter(version=version).first()
    job = made and Job.objects.filter(kind=prints.JOB, subject=str(made.pk)).first()
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "document": version.document,
        "version": version,
        "made": made,
        "fresh": prints.is_fresh(made, version),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
        "sees_all": sees_all(request.user),
    }
    return render(request, "documents/_print.html" if request.htmx else "documents/print.html", context)


@require_POST
@login_not_required
def print_make(request, pk, number):
    """The PDF where there is one that is up to date, else it is made."""
    version = _text(request.user, pk, number)
    fresh = prints.is_fresh(prints.want(version), version)
    return redirect("documents:print_pdf" if fresh else "documents:print_page", pk, number)


@require_GET
@login_not_required
@never_cache
def print_pdf(request, pk, number):
    version = _text(request.user, pk, number)
    made = TextPrint.objects.filter(version=version).exclude(file="").first()
    if made is None:
        raise Http404("It is not made yet.")
    return as_download(request, made.file, name=f"{prints.filename(version)}.pdf")
