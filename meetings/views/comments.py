from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from foundation.verbs import Refused
from meetings import commenting
from meetings.minutes_forms import CommentAnswerForm
from meetings.views.fetching import get_meeting


@require_http_methods(["GET", "POST"])
def comment_settle(request, pk, comment):
    """The chair takes a comment in, or answers it."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    found = get_object_or_404(meeting.comments.select_related("by", "agency", "item"), pk=comment)
    form = CommentAnswerForm(
        request.POST or None, initial={"answer": found.answer, "taken_in": _word(found.taken_in)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            commenting.settle_comment(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, "The comment is answered, and who made it is told.")
            if meeting.minutes_stand:
                return redirect(f"{meeting.get_absolute_url()}#comment-{found.pk}")
            return redirect("meetings:minutes", pk)
    context = {"meeting": meeting, "comment": found, "form": form}
    return render(request, "meetings/comment_settle.html", context)


def _word(taken_in) -> str:
    return {True: "yes", False: "no", None: "yes"}[taken_in]
