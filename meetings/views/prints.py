"""What there is of a meeting to take away: for Word at once, as a PDF made by a worker."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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


@require_GET
@never_cache
def print_page(request, pk, kind):
    """Where the PDF stands. While it is made, the page asks again and gets what has changed since."""
    meeting = _meeting(request.user, pk, kind)
    reader = packing.reader(request.user, meeting)
    pack = Pack.objects.filter(meeting=meeting, what=kind, audience=reader).first()
    job = pack and Job.objects.filter(kind=packing.JOB, subject=str(pack.pk)).first()
    under_way = bool(job and job.is_unfinished)
    seen = f"{job.state} {job.step}" if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    fresh = pack and pack.file and pack.fingerprint == packing.fingerprint(meeting, kind, reader)
    context = {
        "meeting": meeting,
        "kind": kind,
        "title": TITLES[kind],
        "pack": pack if pack and pack.file else None,
        "fresh": fresh,
        "job": job,
        "seen": seen,
        "under_way": under_way,
    }
    return render(request, "meetings/_print.html" if request.htmx else "meetings/print.html", context)


@require_POST
def print_make(request, pk, kind):
    """The file where there is one that is up to date, else it is made."""
    meeting = _meeting(request.user, pk, kind)
    reader = packing.reader(request.user, meeting)
    pack = packing.want(meeting, kind, reader)
    if pack.file and pack.fingerprint == packing.fingerprint(meeting, kind, reader):
        return redirect("meetings:print_pdf", pk, kind)
    return redirect("meetings:print_page", pk, kind)


@require_GET
@never_cache
def print_pdf(request, pk, kind):
    """The file that was made for this kind of reader, and for no other."""
    meeting = _meeting(request.user, pk, kind)
    found = Pack.objects.filter(
        meeting=meeting, what=kind, audience=packing.reader(request.user, meeting)
    ).exclude(file="")
    pack = found.first()
    if pack is None:
        raise Http404("It is not made yet.")
    name = f"{prints.Print(TITLES[kind], meeting).filename}.pdf"
    return as_download(request, pack.file, name=name)
