"""Who is invited and what they reply. The chair's people also remind and invite here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.verbs import Refused
from foundation.web import links as web_links
from meetings.invitations import links, queries
from meetings.invitations.actions import invitations as invitation_invitations
from meetings.invitations.actions import replies
from meetings.meeting.access import get_meeting, perform
from meetings.meeting.models import Meeting


@require_GET
def invitation_list(request, pk):
    """Who is invited, and what they replied. The chair's people enter what came by phone."""
    meeting = get_meeting(request.user, pk, "meetings.see_answers")
    invitations = list(
        meeting.invitations.filter(withdrawn_at=None)
        .select_related("person", "agency", "replied_by")
        .order_by("agency__acronym", "pk")
    )
    for one in invitations:
        one.said = queries.in_words(one) if one.reply else ""
        others = one.replied_by_id not in (None, one.person_id)
        one.entered = one.replied_by if others and not one.as_assistant else None
    user = request.user
    runs = user.has_perm("meetings.change_meeting", meeting) and not meeting.is_over
    context = {
        "meeting": meeting,
        "invitations": invitations,
        "counts": queries.counted(invitations),
        "silent": sum(not one.reply for one in invitations),
        "enters": user.has_perm("meetings.answer_invitation") and not meeting.is_over,
        "runs": runs and meeting.stage == Meeting.Stage.CALLED,
        "missing": queries.count_missing(meeting) if runs else 0,
    }
    return render(request, "meetings/invitations/invitation_list.html", context)


@require_POST
def remind(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        asked = replies.remind(meeting, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s reminder sent.", "%(count)s reminders sent.", asked) % {"count": asked}
        none = _("No reminders sent: everybody has replied or was already reminded today.")
        messages.success(request, words if asked else none)
    return redirect("meetings:invitation_list", meeting.pk)


@require_POST
def invite_now(request, pk):
    """Invites people appointed since the last hourly run, without waiting for the next."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        invited = invitation_invitations.invite_now(meeting, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s person is invited.", "%(count)s people are invited.", invited)
        none = _("Everybody has already been invited.")
        messages.success(request, words % {"count": invited} if invited else none)
    return redirect("meetings:invitation_list", meeting.pk)


@require_POST
def send_again(request, pk, invitation):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    found = get_object_or_404(meeting.invitations.select_related("person"), pk=invitation)
    return perform(
        request,
        reverse("meetings:invitation_list", args=[meeting.pk]),
        lambda: invitation_invitations.send_again(found, by=request.user),
        _("Invitation sent to %(person)s again.") % {"person": found.person.shown},
    )


@require_POST
def revoke(request, pk, invitation):
    """Makes the links to an invitation stop working, for instance because one was forwarded."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    found = get_object_or_404(meeting.invitations.select_related("person"), pk=invitation)
    web_links.revoke(links.PURPOSES[type(found)], found.pk, by=request.user)
    messages.success(
        request,
        _("The links of %(person)s to this invitation are revoked. Send the invitation again for a new one.")
        % {"person": found.person.shown},
    )
    return redirect("meetings:invitation_list", meeting.pk)
