"""Comments on minutes: the chair's answers, and who sees and makes them."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Agency
from agencies.people.rules import agencies_of, own_agencies
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.meeting.access import get_meeting
from meetings.meeting.models import Meeting
from meetings.minutes import actions
from meetings.minutes.forms import CommentAnswerForm


@require_http_methods(["GET", "POST"])
def comment_settle(request, pk, comment):
    """The chair incorporates a comment or answers it."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    found = get_object_or_404(meeting.comments.select_related("by", "agency", "item"), pk=comment)
    form = CommentAnswerForm(
        request.POST or None, initial={"answer": found.answer, "taken_in": _word(found.taken_in)}
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


def shown_comments(meeting: Meeting, user, *, drafts: bool) -> list:
    """Returns the comments that the user may read.

    Only those who read drafts see comments on a draft. Once the minutes are circulated, an agency also sees
    earlier ones that were entered for it.
    """
    comments = meeting.comments.select_related("by", "agency")
    if not drafts:
        if not meeting.circulated_at:
            return []
        comments = comments.filter(Q(at__gte=meeting.circulated_at) | Q(agency__in=own_agencies(user)))
    return list(comments)


def speakers(user) -> list[Agency]:
    """Returns the agencies among which the user can choose to comment for; none if there is no choice.

    The chair's people and the secretariat may enter a comment for any member.
    """
    if user.has_perm("meetings.enter_for_agency"):
        return list(Agency.objects.members(on=clock.today()))
    mine = agencies_of(user)
    return list(Agency.objects.filter(pk__in=mine)) if len(mine) > 1 else []
