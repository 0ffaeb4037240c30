"""The reply to an invitation: by the link in the mail, or in the portal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.verbs import Refused
from meetings.invitations import links, mail, queries
from meetings.invitations.actions import replies
from meetings.invitations.models import GuestInvitation
from meetings.meeting.access import get_meeting, perform, require

NOT_WHOLE = gettext_lazy(
    "This link is incomplete or no longer valid. Please use the link in the latest e-mail that you received."
)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request, link):
    """The page of the link, with one button for each reply. Opening it replies nothing."""
    found = links.opened(link)
    reason = links.why_not_opened(found) if found else str(NOT_WHOLE)
    if reason:
        return _ended(request, found, reason)
    invitation = found.invitation
    meeting, refused = invitation.meeting, ""
    if request.method == "POST":
        try:
            replies.answer(
                invitation,
                reply=request.POST.get("reply", ""),
                represented_by=request.POST.get("represented_by", ""),
                by=found.person,
                by_link=True,
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(
                request,
                _("Thank you. Your reply has been sent to the chair. You can still change it here."),
            )
            return redirect("meetings:reply", link)
    context = {
        "link": link,
        "meeting": meeting,
        "invitation": invitation,
        "assistant": found.assistant,
        "ends": links.ends_in_words(invitation),
        "said": queries.in_words(invitation) if invitation.reply else "",
        "refused": refused,
        "typed": request.POST.get("represented_by", invitation.represented_by),
    }
    if isinstance(invitation, GuestInvitation):
        context |= {
            "is_guests": True,
            "covered": queries.covered_items(invitation),
            "in_part": invitation.items.exists(),
        }
    return render(request, "meetings/invitations/reply.html", context, status=400 if refused else 200)


def _ended(request, found, reason):
    """Says why the link does not work. Whoever has one that was revoked can get a new one by mail."""
    renewable = found is not None and reason == links.why_revoked(found)
    asked = request.method == "POST"
    if asked and renewable:
        mail.renew_link(found)
    context = {"reason": reason, "renewable": renewable, "asked": asked}
    return render(request, "meetings/invitations/reply_ended.html", context, status=410)


@require_POST
def answer(request, pk, invitation):
    """Replies in the portal: for yourself, for your principal, or entered by the chair's people or the
    secretariat.
    """
    meeting = get_meeting(request.user, pk)
    found = get_object_or_404(meeting.invitations.filter(withdrawn_at=None), pk=invitation)
    require(request.user, "meetings.answer_invitation", found)
    then = {
        "list": reverse("meetings:invitation_list", args=[meeting.pk]),
        "home": reverse("home"),
    }.get(request.POST.get("then"), meeting)
    return perform(
        request,
        then,
        lambda: replies.answer(
            found,
            reply=request.POST.get("reply", ""),
            represented_by=request.POST.get("represented_by", ""),
            by=request.user,
        ),
        _("Thank you. Your reply has been sent to the chair.")
        if found.person_id == request.user.pk
        else _("Reply recorded."),
    )
