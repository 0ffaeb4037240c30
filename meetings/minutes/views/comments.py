"""Comments on minutes: the chair's answers, changes by whoever made them, and who sees and makes them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Agency
from agencies.people.rules import agencies_of, own_agencies
from foundation.dates import clock
from foundation.text.revisions import fingerprint
from foundation.text.words import listed
from foundation.verbs import Refused, Stale
from foundation.web.requests import next_address
from meetings.meeting.access import get_meeting, perform, require
from meetings.meeting.models import Meeting
from meetings.minutes import actions, comments
from meetings.minutes.forms import CommentAnswerForm, CommentChangeForm
from meetings.minutes.models import Comment
from meetings.minutes.rules import speaks_in


@require_http_methods(["GET", "POST"])
def comment_settle(request, pk, comment):
    """The chair incorporates a comment or answers it."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    found = get_object_or_404(meeting.comments.select_related("by", "agency", "item"), pk=comment)
    form = CommentAnswerForm(
        request.POST or None,
        initial={
            "answer": found.answer,
            "taken_in": _word(found.taken_in),
            "seen": fingerprint(found.text),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_comment(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, _("Reply saved. Whoever commented will be told."))
            if meeting.minutes_stand:
                return redirect(f"{meeting.get_absolute_url()}#comment-{found.pk}")
            return redirect("meetings:minutes", pk)
    context = {"meeting": meeting, "comment": found, "form": form}
    return render(request, "meetings/minutes/comment_settle.html", context)


def _word(taken_in) -> str:
    return {True: "yes", False: "no", None: "yes"}[taken_in]


def _get_own(request, pk, comment) -> Comment:
    """Returns a comment that the user may read. Raises `Http404`, or `PermissionDenied` if it is not theirs.

    Whether it can still be changed is for the verbs to say, with words.
    """
    meeting = get_meeting(request.user, pk)
    writes = request.user.has_perm("meetings.write_minutes", meeting)
    drafts = writes or request.user.has_perm("meetings.see_draft")
    there = {None, *meeting.agenda.for_reader(request.user, meeting).values_list("pk", flat=True)}
    shown = shown_comments(meeting, request.user, drafts=drafts)
    found = next((one for one in shown if one.pk == comment and one.item_id in there), None)
    if found is None:
        raise Http404
    found.meeting = meeting
    if not (request.user.is_superuser or speaks_in.test(request.user, found)):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
def comment_change(request, pk, comment):
    """Changes one's own comment until the chair replies. If a colleague changed it, shows both texts."""
    found = _get_own(request, pk, comment)
    back = f"{found.meeting.get_absolute_url()}#comment-{found.pk}"
    form = CommentChangeForm(request.POST or None, instance=Comment.objects.get(pk=found.pk))
    context, status = {"meeting": found.meeting, "comment": found, "form": form}, 200
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            comments.change_comment(found, text=text, seen=form.cleaned_data["seen"], by=request.user)
        except Stale as stale:
            now, form.data = stale.current.text, request.POST.copy()
            form.data["seen"] = fingerprint(now)
            context["both"], status = [{"label": _("Your comment"), "now": now, "typed": text}], 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Comment saved."))
            return redirect(back)
    return render(request, "meetings/minutes/comment_change.html", context, status=status)


@require_POST
def comment_withdraw(request, pk, comment):
    found = _get_own(request, pk, comment)
    return perform(
        request,
        f"{found.meeting.get_absolute_url()}#comments",
        lambda: comments.withdraw_comment(found, by=request.user),
        _("Comment withdrawn."),
    )


@require_POST
def no_comments(request, pk):
    """Records that the user's agencies, or one that they enter it for, have no comments."""
    meeting, user = get_meeting(request.user, pk), request.user
    # Whoever comes too late reads why; nobody says it who could not comment either.
    require(user, "meetings.comment" if meeting.takes_comments else "meetings.read_minutes", meeting)
    chosen = [agency for agency in speakers(user) if agency.slug == request.POST.get("agency")]
    agencies = chosen or list(Agency.objects.filter(pk__in=agencies_of(user)))
    back = next_address(request, meeting)
    if not (agencies or speakers(user)):
        raise PermissionDenied
    if not agencies:
        messages.error(request, _("Choose the agency that has no comments."))
        return redirect(back)
    return perform(
        request,
        back,
        lambda: comments.say_no_comments(meeting, agencies=agencies, by=user),
        _("Recorded: no comments from %(agencies)s. You can still comment while the minutes are open.")
        % {"agencies": listed(agencies)},
    )


def shown_comments(meeting: Meeting, user, *, drafts: bool) -> list:
    """Returns the comments that the user may read.

    Only those who read drafts see comments on a draft. Once the minutes are circulated, an agency also sees
    earlier ones that were entered for it.
    """
    found = meeting.comments.select_related("by", "agency")
    if not drafts:
        if not meeting.circulated_at:
            return []
        found = found.filter(Q(at__gte=meeting.circulated_at) | Q(agency__in=own_agencies(user)))
    found = list(found)
    for one in found:
        one.is_own = not meeting.minutes_stand and user.has_perm("meetings.change_comment", one)
    return found


def read_facts(meeting: Meeting, user, said: list, *, writes: bool) -> dict:
    """Returns what the page says of agencies without comments: in `mine` those of the user that can still say
    so; in `none` what was said, and in `agencies` by whom: for whoever writes the minutes of all, else of
    the user's. `said` are the comments.
    """
    if not meeting.takes_comments or not user.has_perm("meetings.comment", meeting):
        return {}
    rows = list(meeting.read_by.select_related("agency", "by"))
    spoken = {one.agency_id for one in said}
    read, own = {one.agency_id for one in rows}, agencies_of(user)
    mine = list(Agency.objects.filter(pk__in=set(own) - read)) if set(own) - read else []
    shown = [one for one in rows if one.agency_id not in spoken and (writes or one.agency_id in own)]
    return {"mine": mine, "none": shown, "agencies": [one.agency for one in shown]}


def speakers(user) -> list[Agency]:
    """Returns the agencies among which the user can choose to comment for; none if there is no choice.

    The chair's people and the secretariat may enter a comment for any member.
    """
    if user.has_perm("meetings.enter_for_agency"):
        return list(Agency.objects.members(on=clock.today()))
    mine = agencies_of(user)
    return list(Agency.objects.filter(pk__in=mine)) if len(mine) > 1 else []
