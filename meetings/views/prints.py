"""What there is of a meeting to take away: for Word at once, as a PDF made by a worker."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation import docx
from foundation.models import Job
from foundation.serving import as_download
from meetings import packing, participants, prints
from meetings.audiences import audience_of
from meetings.models import Pack
from meetings.views.fetching import get_meeting, require

TITLES = {
    "pack": "The pack",
    "agenda": "Agenda",
    "minutes": "Minutes",
    "conclusions": "Summary of conclusions",
    "participants": "List of participants",
}


def _meeting(user, pk, what):
    """The meeting of which that person may have that. Raises `Http404` and `PermissionDenied`."""
    if what not in packing.NEEDS:
        raise Http404
    meeting = get_meeting(user, pk)
    if what == "participants" and not participants.are_known(meeting):  # then it tells who answered what
        require(user, "meetings.see_answers", meeting)
    elif not (user.has_perm("meetings.read_agenda", meeting) and user.has_perm(packing.NEEDS[what], meeting)):
        raise PermissionDenied
    return meeting


@require_GET
def print_docx(request, pk, kind):
    if kind not in prints.KINDS:
        raise Http404
    meeting = _meeting(request.user, pk, kind)
    items = prints.told(meeting, meeting.agenda.all(), audience_of(request.user, meeting))
    made = prints.KINDS[kind](meeting, items)
    return HttpResponse(
        prints.as_docx(made),
        content_type=docx.TYPE,
        headers={"Content-Disposition": f'attachment; filename="{made.filename}.docx"'},
    )


def how_it_stands(request, meeting, what: str, kind: str, here: str, template: str, **more):
    """The page on which a file is made; while it is, the page asks again and gets what has changed since."""
    pack = Pack.objects.filter(meeting=meeting, what=what, audience=kind).first()
    job = pack and Job.objects.filter(kind=packing.JOB, subject=str(pack.pk)).first()
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "meeting": meeting,
        "kind": what,
        "title": TITLES[what],
        "here": here,
        "pack": pack if pack and pack.file else None,
        "fresh": packing.is_fresh(pack),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
        **more,
    }
    return render(request, "meetings/_print.html" if request.htmx else template, context)


def made_file(request, meeting, what: str, kind: str, here: str):
    """The file made for that kind of reader, and for no other. Raises `Http404` while there is none.

    One that is out of date may hold what is not for them any more: the page `here` has it made anew.
    """
    pack = Pack.objects.filter(meeting=meeting, what=what, audience=kind).exclude(file="").first()
    if pack is None:
        raise Http404("It is not made yet.")
    if not packing.is_fresh(pack):
        return redirect(here)
    return as_download(request, pack.file, name=f"{prints.Print(TITLES[what], meeting).filename}.pdf")


@require_GET
@never_cache
def print_page(request, pk, kind):
    meeting = _meeting(request.user, pk, kind)
    reader = packing.reader(request.user, meeting)
    addresses = {
        "make": reverse("meetings:print_make", args=[pk, kind]),
        "download": reverse("meetings:print_pdf", args=[pk, kind]),
    }
    here = reverse("meetings:print_page", args=[pk, kind])
    return how_it_stands(request, meeting, kind, reader, here, "meetings/print.html", **addresses)


@require_POST
def print_make(request, pk, kind):
    """The file where there is one that is up to date, else it is made."""
    meeting = _meeting(request.user, pk, kind)
    pack = packing.want(meeting, kind, packing.reader(request.user, meeting))
    return redirect("meetings:print_pdf" if packing.is_fresh(pack) else "meetings:print_page", pk, kind)


@require_GET
@never_cache
def print_pdf(request, pk, kind):
    meeting = _meeting(request.user, pk, kind)
    here = reverse("meetings:print_page", args=[pk, kind])
    return made_file(request, meeting, kind, packing.reader(request.user, meeting), here)
