"""Invitations: answered by the link of the mail or in the portal; who comes, for the chair."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.verbs import Refused
from foundation.words import number
from meetings import actions, hosting, inviting, links, replying, unsent
from meetings.announcing import CALL, is_news
from meetings.models import GuestInvitation, Meeting
from meetings.views.fetching import get_meeting, require
from meetings.views.meetings import tried

NOT_WHOLE = "This link is not whole, or it is not the latest one. Open it as it is in the last mail."


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request, link):
    """The page of the link: one button for each answer. Nothing is answered by looking at it."""
    invitation = links.invitation_of(link)
    reason = links.ended(invitation) if invitation else NOT_WHOLE
    if reason:
        return render(request, "meetings/reply_ended.html", {"reason": reason}, status=410)
    meeting, refused = invitation.meeting, ""
    if request.method == "POST":
        try:
            replying.answer(
                invitation,
                reply=request.POST.get("reply", ""),
                represented_by=request.POST.get("represented_by", ""),
                by=None,
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Thank you. The chair has your answer; you can change it here.")
            return redirect("meetings:reply", link)
    context = {
        "link": link,
        "meeting": meeting,
        "invitation": invitation,
        "said": replying.said(invitation) if invitation.reply else "",
        "refused": refused,
        "typed": request.POST.get("represented_by", invitation.represented_by),
    }
    if isinstance(invitation, GuestInvitation):
        context |= {
            "is_guests": True,
            "covered": hosting.covered(invitation),
            "in_part": invitation.items.exists(),
        }
    return render(request, "meetings/reply.html", context, status=400 if refused else 200)


@require_POST
def answer(request, pk, invitation):
    """In the portal: one's own, one's principal's, or entered by the chair's people and the secretariat."""
    meeting = get_meeting(request.user, pk)
    found = get_object_or_404(meeting.invitations.filter(withdrawn_at=None), pk=invitation)
    require(request.user, "meetings.answer_invitation", found)
    then = {
        "list": reverse("meetings:invitation_list", args=[meeting.pk]),
        "home": reverse("home"),
    }.get(request.POST.get("then"), meeting)
    return tried(
        request,
        then,
        lambda: replying.answer(
            found,
            reply=request.POST.get("reply", ""),
            represented_by=request.POST.get("represented_by", ""),
            by=request.user,
        ),
        "The chair has your answer." if found.person_id == request.user.pk else "The answer is entered.",
    )


@require_GET
def invitation_list(request, pk):
    """Who is invited, and what they say; the chair's people enter what came by telephone."""
    meeting = get_meeting(request.user, pk, "meetings.see_answers")
    invitations = list(
        meeting.invitations.filter(withdrawn_at=None)
        .select_related("person", "agency", "replied_by")
        .order_by("agency__acronym", "pk")
    )
    for one in invitations:
        one.said = replying.said(one) if one.reply else ""
        one.entered = one.replied_by if one.replied_by_id not in (None, one.person_id) else None
    user = request.user
    runs = user.has_perm("meetings.change_meeting", meeting) and not meeting.is_over
    context = {
        "meeting": meeting,
        "invitations": invitations,
        "counts": replying.counted(invitations),
        "silent": sum(not one.reply for one in invitations),
        "enters": user.has_perm("meetings.answer_invitation") and not meeting.is_over,
        "runs": runs and meeting.stage == Meeting.Stage.CALLED,
        "missing": inviting.missing(meeting) if runs else 0,
    }
    return render(request, "meetings/invitation_list.html", context)


@require_POST
def remind(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        asked = replying.remind(meeting, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        people = f"{number(asked).capitalize()} {'person is' if asked == 1 else 'people are'} reminded."
        messages.success(request, people if asked else "Nobody is left to remind: each only once a day.")
    return redirect("meetings:invitation_list", meeting.pk)


@require_POST
def invite_now(request, pk):
    """Who was appointed since the last hour, and would be invited within the next."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        invited = inviting.invite_now(meeting, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        people = f"{number(invited).capitalize()} {'person is' if invited == 1 else 'people are'} invited."
        messages.success(request, people if invited else "Everybody is invited already.")
    return redirect("meetings:invitation_list", meeting.pk)


@require_POST
def send_again(request, pk, invitation):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    found = get_object_or_404(meeting.invitations.select_related("person"), pk=invitation)
    return tried(
        request,
        reverse("meetings:invitation_list", args=[meeting.pk]),
        lambda: inviting.send_again(found, by=request.user),
        f"The invitation of {found.person.shown} is sent again.",
    )


@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    """With a sentence, where there is one: everybody invited reads it."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:2000]
        return tried(
            request,
            meeting,
            lambda: actions.cancel_meeting(meeting, by=request.user, reason=reason),
            "The meeting is cancelled.",
        )
    knows = meeting.stage == Meeting.Stage.CALLED and not is_news(meeting, CALL)
    invited = meeting.invitations.filter(withdrawn_at=None).count() if knows else 0
    context = {"meeting": meeting, "invited": invited, "knows": knows}
    return render(request, "meetings/meeting_cancel.html", context)


@require_POST
def take_back(request, pk):
    """What was called, moved or cancelled by mistake, within the minute."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        messages.success(request, unsent.take_back(meeting, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)
