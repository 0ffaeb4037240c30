"""The pages of invited participants: the chair invites them, members ask for them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.mail.recall import Waiting
from foundation.verbs import Refused
from foundation.web import links as web_links
from meetings.agenda.models import AgendaItem
from meetings.invitations import links, mail, queries
from meetings.invitations.actions import guests as invitation_guests
from meetings.invitations.forms import GuestForm, RefuseForm
from meetings.invitations.models import GuestInvitation
from meetings.meeting.access import get_meeting, perform, require
from meetings.meeting.models import Meeting
from meetings.proposals.queries import asking_for_guests

State = GuestInvitation.State
ORDER = [State.ASKED, State.INVITED, State.REFUSED, State.WITHDRAWN]


@require_GET
def guest_list(request, pk):
    """Who is invited from outside, to which items, and what they replied; for the chair also who is asked
    for.
    """
    meeting, user = get_meeting(request.user, pk), request.user
    hosts = user.has_perm("meetings.host_guests")
    guests = sorted(queries.known_guests(user, meeting), key=lambda guest: ORDER.index(guest.state))
    readable = set()
    if user.has_perm("meetings.read_agenda", meeting):
        readable = set(
            AgendaItem.objects.for_reader(user, meeting).filter(meeting=meeting).values_list("pk", flat=True)
        )
    for guest in guests:
        items = list(guest.items.all())
        guest.in_part = bool(items)
        guest.on = [item for item in items if item.pk in readable]
        guest.said = queries.in_words(guest)
        guest.owned = user.has_perm("meetings.own_guest", guest)
        guest.sees_more = hosts or guest.owned
        if hosts and guest.state == State.INVITED and not guest.email:
            guest.link = links.address_of(guest)
    context = {
        "meeting": meeting,
        "guests": guests,
        "hosts": hosts,
        "asks": user.has_perm("meetings.ask_for_guest"),
        "open": meeting.stage == Meeting.Stage.CALLED and not meeting.is_over,
        "proposals": asking_for_guests(meeting) if hosts else (),
        **_last_answer(guests if hosts else ()),
    }
    return render(request, "meetings/invitations/guest_list.html", context)


def _last_answer(guests) -> dict:
    """Returns the last answer, and which of its mails can still be recalled."""
    answered = [guest for guest in guests if guest.answered_at]
    last = max(answered, key=lambda guest: guest.answered_at, default=None)
    return {"last": last, "recallable": mail.waiting_of_guest(last) if last else Waiting("", 0, 0)}


@require_http_methods(["GET", "POST"])
def guest_add(request, pk):
    """The chair invites with this form; everybody else asks the chair."""
    meeting = get_meeting(request.user, pk)
    require(request.user, "meetings.ask_for_guest")
    form = GuestForm(
        request.POST or None, meeting=meeting, user=request.user, initial=_as_proposed(request, meeting)
    )
    if request.method == "POST" and form.is_valid():
        act = invitation_guests.invite if form.hosts else invitation_guests.ask
        agency = form.cleaned_data["agency"]
        try:
            guest = act(meeting, agency=agency, by=request.user, **form.what())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _done(guest))
            return redirect("meetings:guest_list", pk)
    return render(
        request,
        "meetings/invitations/guest_form.html",
        {"meeting": meeting, "form": form, "hosts": form.hosts},
    )


def _done(guest: GuestInvitation) -> str:
    if guest.state == State.ASKED:
        return _("Request sent to the chair, who will reply to you.")
    return _invited(guest)


def _invited(guest: GuestInvitation) -> str:
    if guest.email:
        return _("%(organization)s will be invited in one minute.") % {"organization": guest.organization}
    words = _("%(organization)s is invited. There is no e-mail address, so please send them the link below.")
    return words % {"organization": guest.organization}


def _as_proposed(request, meeting: Meeting) -> dict:
    """Returns initial values from the proposal that asks for a participant."""
    key = request.GET.get("proposal", "")
    found = [one for one in asking_for_guests(meeting) if str(one.pk) == key]
    if not found or not request.user.has_perm("meetings.host_guests"):
        return {}
    return {
        "organization": found[0].invite[:200],
        "items": [found[0].item_id],
        "agency": found[0].proposed_by_id,
    }


def _guest(request, pk, guest) -> GuestInvitation:
    """Returns the participant. Raises `Http404` if the user may not know of them."""
    meeting = get_meeting(request.user, pk)
    found = get_object_or_404(queries.known_guests(request.user, meeting), pk=guest)
    found.meeting = meeting
    return found


@require_http_methods(["GET", "POST"])
def guest_change(request, pk, guest):
    """For the chair's people, and for the agency that asked until it has an answer."""
    found = _guest(request, pk, guest)
    asked = found.state == State.ASKED and request.user.has_perm("meetings.own_guest", found)
    if not (asked or request.user.has_perm("meetings.host_guests")):
        raise PermissionDenied
    form = GuestForm(request.POST or None, instance=found, meeting=found.meeting, user=request.user)
    if request.method == "POST" and form.is_valid():
        changes = form.what()
        items = changes.pop("items")
        if "items" not in form.fields:  # nothing was offered, so that nothing was taken away
            items = None
        try:
            invitation_guests.change(found, changes=changes, items=items, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changes saved."))
            return redirect("meetings:guest_list", pk)
    context = {"meeting": found.meeting, "form": form, "guest": found}
    return render(request, "meetings/invitations/guest_form.html", context)


@require_http_methods(["GET", "POST"])
def guest_refuse(request, pk, guest):
    found = _guest(request, pk, guest)
    require(request.user, "meetings.host_guests")
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation_guests.refuse(found, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(agency)s will receive your reason in one minute.") % {"agency": found.asked_by}
            )
            return redirect("meetings:guest_list", pk)
    return render(
        request,
        "meetings/invitations/guest_refuse.html",
        {"meeting": found.meeting, "guest": found, "form": form},
    )


@require_POST
def revoke(request, pk, guest):
    """Makes the links of a participant stop working, for instance because one was forwarded."""
    found = _guest(request, pk, guest)
    require(request.user, "meetings.host_guests")
    web_links.revoke(links.PURPOSES[type(found)], found.pk, by=request.user)
    messages.success(
        request,
        _("The links of %(participant)s are revoked. On the page of the old link they can ask for a new one.")
        % {"participant": found.named}
        if found.email
        else _("The links of %(participant)s are revoked. Please send them the new link below.")
        % {"participant": found.named},
    )
    return redirect("meetings:guest_list", pk)


@require_POST
def guest_move(request, pk, guest, verb):
    """Invites, withdraws, or undoes the last answer within a minute."""
    found = _guest(request, pk, guest)
    then = reverse("meetings:guest_list", args=[pk])
    if verb == "withdraw" and found.state == State.ASKED:
        require(request.user, "meetings.own_guest", found)
        words = _("Request withdrawn.")
        return perform(request, then, lambda: invitation_guests.withdraw(found, by=request.user), words)
    require(request.user, "meetings.host_guests")
    if verb == "invite":
        words = _invited(found)
        return perform(request, then, lambda: invitation_guests.accept(found, by=request.user), words)
    if verb == "withdraw":
        words = _("Invitation withdrawn. There is no e-mail address, so please tell them yourself.")
        if found.email:
            words = _("Invitation withdrawn. They will be told in one minute.")
        return perform(request, then, lambda: invitation_guests.withdraw(found, by=request.user), words)
    try:
        messages.success(request, invitation_guests.take_back(found, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(then)
