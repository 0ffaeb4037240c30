"""The page and the file of an application's PDF, for its readers and for the applicant."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from agencies.applications import exports
from agencies.applications.models import Application, ApplicationPrint
from foundation.files.serving import as_download
from foundation.models import Job


def addresses(namespace: str, *args) -> dict[str, str]:
    """Returns the addresses of the page, of making the PDF, and of the file, as the template names them."""
    return {
        f"{name}_address": reverse(f"{namespace}:print_{name}", args=args) for name in ("page", "make", "pdf")
    }


def show(request, application: Application, what: str, *, template: str, **context) -> HttpResponse:
    """Shows how far the PDF is. While it is made, the page asks again and gets what has changed."""
    made = exports.latest_print(application, what)
    job = made and Job.objects.last_of(exports.JOB, made)
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context |= {
        "application": application,
        "title": exports.TITLES[what],
        "made": made if made and made.file else None,
        "fresh": exports.is_fresh(made),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
    }
    return render(request, "agencies/applications/_print.html" if request.htmx else template, context)


def make(application: Application, what: str, *, page_address: str, pdf_address: str, **_):
    """Redirects to the PDF if it is up to date, else to the page that shows how far it is."""
    return redirect(pdf_address if exports.is_fresh(exports.ask_for(application, what)) else page_address)


def send(request, application: Application, what: str, *, page_address: str, **_):
    """Downloads the PDF.

    An old one may show what has since changed, so it leads to the page that makes a new one.
    """
    made = exports.latest_print(application, what)
    if not (made and made.file):
        raise Http404
    if not exports.is_fresh(made):
        return redirect(page_address)
    return as_download(request, made.file, name=f"{exports.filename(application, what)}.pdf")


# The PDF for those who may read applications


for_readers = permission_required("agencies.read_applications", raise_exception=True)


def _application(pk, what) -> tuple[Application, ApplicationPrint.What]:
    if what not in ApplicationPrint.What.values:
        raise Http404
    return get_object_or_404(Application, pk=pk), ApplicationPrint.What(what)


def _addresses(pk, what) -> dict[str, str]:
    return addresses("applications", pk, what)


@require_GET
@for_readers
@never_cache
def print_page(request, pk, what):
    application, what = _application(pk, what)
    template = "agencies/applications/application_print.html"
    return show(request, application, what, template=template, **_addresses(pk, what))


@require_POST
@for_readers
def print_make(request, pk, what):
    application, what = _application(pk, what)
    return make(application, what, **_addresses(pk, what))


@require_GET
@for_readers
@never_cache
def print_pdf(request, pk, what):
    return send(request, *_application(pk, what), **_addresses(pk, what))
