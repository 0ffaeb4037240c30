"""A text to take away, for whoever may read it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from documents import prints
from documents.models import DocumentVersion, TextPrint
from documents.views.fetching import get_version, sees_all
from foundation import docx
from foundation.models import Job
from foundation.serving import as_download

TOO_MANY = (
    "From where you are, as many PDFs were made within an hour as visitors can have made. Those that are "
    "there already you can take at once, and this text for Word. Come back in an hour for the PDF."
)


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
    return progress(
        request,
        "documents/print.html",
        made=made,
        job=made and prints.job_of(made),
        fresh=prints.is_fresh(made, version),
        here=reverse("documents:print_page", args=[pk, number]),
        make=reverse("documents:print_make", args=[pk, number]),
        take=reverse("documents:print_pdf", args=[pk, number]),
        document=version.document,
        version=version,
        sees_all=sees_all(request.user),
    )


def progress(request, template: str, *, job: Job | None, **context):
    """How far a worker is with a PDF: the page, or, as it asks again, the part of it that has changed.

    `made` is what is kept of the PDF, and `fresh` whether it still holds. `here` is this page; it is
    wanted at `make`, and taken away at `take`.
    """
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context |= {"job": job, "seen": seen, "under_way": bool(job and job.is_unfinished)}
    return render(request, "documents/_print.html" if request.htmx else template, context)


@require_POST
@login_not_required
def print_make(request, pk, number):
    """The PDF where there is one that is up to date, else it is made; for visitors so many in an hour."""
    version = _text(request.user, pk, number)
    there = prints.is_fresh(TextPrint.objects.filter(version=version).first(), version)
    if not (there or request.user.is_authenticated or ratelimit.consume(request, action="text_print")):
        messages.error(request, TOO_MANY)
        return redirect("documents:print_page", pk, number)
    fresh = prints.is_fresh(prints.want(version), version)
    return redirect("documents:print_pdf" if fresh else "documents:print_page", pk, number)


@require_GET
@login_not_required
@never_cache
def print_pdf(request, pk, number):
    """The PDF. One that is out of date may tell what is public no more: the page has it made anew."""
    version = _text(request.user, pk, number)
    made = TextPrint.objects.filter(version=version).exclude(file="").first()
    if made is None:
        raise Http404("It is not made yet.")
    if not prints.is_fresh(made, version):
        return redirect("documents:print_page", pk, number)
    return as_download(request, made.file, name=f"{prints.filename(version)}.pdf")
