"""What a guest takes away by their link, without a login: papers, and a pack of their own."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from meetings import hosting, links, packing
from meetings.models import GuestInvitation
from meetings.views.invitations import NOT_WHOLE
from meetings.views.papers import given
from meetings.views.prints import how_it_stands, made_file


def by_a_guest(view):
    """Calls the view with the guest whose link it is; says so where it opens nothing any more."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, link, **rest):
        guest = links.invitation_of(link)
        reason = links.ended(guest) if guest else NOT_WHOLE
        if reason:
            return render(request, "meetings/reply_ended.html", {"reason": reason}, status=410)
        if not isinstance(guest, GuestInvitation):
            raise Http404
        return view(request, link, guest, **rest)

    return opened


@require_GET
@by_a_guest
def guest_paper(request, link, guest, paper):
    """A paper of an item that the guest's invitation covers."""
    found = next(
        (one for item in hosting.covered(guest) for one in item.shown_papers if one.pk == paper), None
    )
    if found is None:
        raise Http404
    return given(request, found.current, title=found.title)


@require_http_methods(["GET", "POST"])
@by_a_guest
def guest_pack(request, link, guest):
    """Where their pack stands; the button has it made."""
    reader = packing.guest_reader(guest)
    here, download = (reverse(f"meetings:{name}", args=[link]) for name in ("guest_pack", "guest_pack_pdf"))
    if not hosting.covered(guest):
        raise Http404
    if request.method == "POST":
        pack = packing.want(guest.meeting, packing.PACK, reader)
        return redirect(download if packing.is_fresh(pack) else here)
    more = {"make": here, "download": download, "back": reverse("meetings:reply", args=[link])}
    template = "meetings/guest_pack.html"
    return how_it_stands(request, guest.meeting, packing.PACK, reader, here, template, **more)


@require_GET
@by_a_guest
def guest_pack_pdf(request, link, guest):
    here = reverse("meetings:guest_pack", args=[link])
    return made_file(request, guest.meeting, packing.PACK, packing.guest_reader(guest), here)
