"""The prints and the pack of a meeting: for the Group, and for invited participants by their link."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.files.serving import as_download, as_word
from foundation.models import Job
from meetings.agenda.views import paper_response
from meetings.attendance import participants
from meetings.invitations import links as invitation_links
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import GuestInvitation
from meetings.invitations.views.replies import NOT_WHOLE
from meetings.meeting.access import get_meeting, require
from meetings.meeting.audiences import audience_of
from meetings.prints import exports
from meetings.prints import pack as prints_pack
from meetings.prints.models import Pack


def for_guest(view):
    """Calls the view with the invited participant of the link, or says why the link has ended."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, link, **rest):
        guest = invitation_links.invitation_of(link)
        reason = invitation_links.why_ended(guest) if guest else NOT_WHOLE
        if reason:
            return render(request, "meetings/invitations/reply_ended.html", {"reason": reason}, status=410)
        if not isinstance(guest, GuestInvitation):
            raise Http404
        return view(request, link, guest, **rest)

    return opened


@require_GET
@for_guest
def guest_paper(request, link, guest, paper):
    """A paper of an item that the invitation covers."""
    found = next(
        (
            one
            for item in invitation_queries.covered_items(guest)
            for one in item.shown_papers
            if one.pk == paper
        ),
        None,
    )
    if found is None:
        raise Http404
    return paper_response(request, found.current, title=found.title)


@require_http_methods(["GET", "POST"])
@for_guest
def guest_pack(request, link, guest):
    """The state of the participant's pack, with a button to make it."""
    reader = prints_pack.guest_reader(guest)
    here, download = (reverse(f"meetings:{name}", args=[link]) for name in ("guest_pack", "guest_pack_pdf"))
    if not invitation_queries.covered_items(guest):
        raise Http404
    if request.method == "POST":
        pack = prints_pack.ask_for(guest.meeting, prints_pack.PACK, reader)
        return redirect(download if prints_pack.is_fresh(pack) else here)
    more = {"make": here, "download": download, "back": reverse("meetings:reply", args=[link])}
    template = "meetings/prints/guest_pack.html"
    return progress_page(request, guest.meeting, prints_pack.PACK, reader, here, template, **more)


@require_GET
@for_guest
def guest_pack_pdf(request, link, guest):
    """The participant's pack as a download, once it is made."""
    here = reverse("meetings:guest_pack", args=[link])
    return made_file(request, guest.meeting, prints_pack.PACK, prints_pack.guest_reader(guest), here)


# For the Group: Word documents at once, PDFs from a worker ---------------------------------------------


TITLES = {
    "pack": _("Agenda and papers"),
    "agenda": _("Agenda"),
    "minutes": _("Minutes"),
    "conclusions": _("Summary of conclusions"),
    "participants": _("List of participants"),
}


def _meeting(user, pk, what):
    """Returns the meeting.

    Raises `Http404` if it is not visible, `PermissionDenied` if the user may not have that file.
    """
    if what not in prints_pack.NEEDS:
        raise Http404
    meeting = get_meeting(user, pk)
    if what == "participants" and not participants.are_known(meeting):  # the list then shows replies
        require(user, "meetings.see_answers", meeting)
    elif not (
        user.has_perm("meetings.read_agenda", meeting) and user.has_perm(prints_pack.NEEDS[what], meeting)
    ):
        raise PermissionDenied
    return meeting


@require_GET
def print_docx(request, pk, kind):
    """A print as a Word document."""
    if kind not in exports.KINDS:
        raise Http404
    meeting = _meeting(request.user, pk, kind)
    items = exports.items_of(meeting, meeting.agenda.all(), audience_of(request.user, meeting))
    made = exports.KINDS[kind](meeting, items)
    return as_word(request, lambda: exports.as_docx(made), name=f"{made.filename}.docx")


def progress_page(request, meeting, what: str, kind: str, here: str, template: str, **more):
    """Returns the page on which a file is made. It asks again until the file is there, and gets only
    changes.
    """
    pack = Pack.objects.filter(meeting=meeting, what=what, audience=kind).first()
    job = pack and Job.objects.last_of(prints_pack.JOB, pack)
    seen = job.progress if job else ""
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "meeting": meeting,
        "kind": what,
        "title": TITLES[what],
        "here": here,
        "pack": pack if pack and pack.file else None,
        "fresh": prints_pack.is_fresh(pack),
        "job": job,
        "seen": seen,
        "under_way": bool(job and job.is_unfinished),
        **more,
    }
    return render(request, "meetings/prints/_print.html" if request.htmx else template, context)


def made_file(request, meeting, what: str, kind: str, here: str):
    """Returns the file made for that kind of reader as a download. Raises `Http404` if there is none.

    An outdated file may have what this reader may no longer see. Then it redirects to `here`, where it is
    made again.
    """
    pack = Pack.objects.filter(meeting=meeting, what=what, audience=kind).exclude(file="").first()
    if pack is None:
        raise Http404
    if not prints_pack.is_fresh(pack):
        return redirect(here)
    return as_download(request, pack.file, name=f"{exports.Print(TITLES[what], meeting).filename}.pdf")


@require_GET
@never_cache
def print_page(request, pk, kind):
    """The page to make and download a print or the pack."""
    meeting = _meeting(request.user, pk, kind)
    reader = prints_pack.reader(request.user, meeting)
    addresses = {
        "make": reverse("meetings:print_make", args=[pk, kind]),
        "download": reverse("meetings:print_pdf", args=[pk, kind]),
    }
    here = reverse("meetings:print_page", args=[pk, kind])
    return progress_page(request, meeting, kind, reader, here, "meetings/prints/print.html", **addresses)


@require_POST
def print_make(request, pk, kind):
    """Downloads the file if it is up to date, else has it made."""
    meeting = _meeting(request.user, pk, kind)
    pack = prints_pack.ask_for(meeting, kind, prints_pack.reader(request.user, meeting))
    return redirect("meetings:print_pdf" if prints_pack.is_fresh(pack) else "meetings:print_page", pk, kind)


@require_GET
@never_cache
def print_pdf(request, pk, kind):
    """A print or the pack as a PDF, once it is made."""
    meeting = _meeting(request.user, pk, kind)
    here = reverse("meetings:print_page", args=[pk, kind])
    return made_file(request, meeting, kind, prints_pack.reader(request.user, meeting), here)
