"""Where the PDF of an application stands, and the file: the same for its readers and for the applicant."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies import prints
from agencies.models import Application
from foundation.models import Job
from foundation.serving import as_download


def addresses(namespace: str, *args) -> dict[str, str]:
    """Of the page, of what makes the PDF, and of the file, as the page's template wants them."""
    return {
        f"{name}_address": reverse(f"{namespace}:print_{name}", args=args) for name in ("page", "make", "pdf")
    }


def show(request, application: Application, what: str, *, template: str, **context) -> HttpResponse:
    """The page. While the PDF is made, it asks again and gets what has changed since."""
    made = prints.kept(application, what)
    job = made and Job.objects.filter(kind=prints.JOB, subject=str(made.pk)).first()
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context |= {
        "application": application,
        "title": prints.TITLES[what],
        "made": made if made and made.file else None,
        "fresh": prints.is_fresh(made),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
    }
    return render(request, "agencies/_print.html" if request.htmx else template, context)


def make(application: Application, what: str, *, page_address: str, pdf_address: str, **_):
    """To the PDF where there is one that is up to date, else it is made, and the page tells how far it is."""
    return redirect(pdf_address if prints.is_fresh(prints.want(application, what)) else page_address)


def send(request, application: Application, what: str, *, page_address: str, **_):
    """The PDF. One that is out of date may hold what was taken back: the page has it made anew."""
    made = prints.kept(application, what)
    if not (made and made.file):
        raise Http404("It is not made yet.")
    if not prints.is_fresh(made):
        return redirect(page_address)
    return as_download(request, made.file, name=f"{prints.filename(application, what)}.pdf")
