"""Minutes given over to the chair after a term, and the undo of it: one click each on the meeting's page."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.meeting.access import get_meeting, perform
from meetings.minutes import actions


@require_POST
def give_over(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.give_minutes_over")
    return perform(
        request,
        meeting,
        lambda: actions.give_over(meeting, by=request.user),
        _("You have given the minutes over to the chair."),
    )


@require_POST
def keep(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.give_minutes_over")
    return perform(
        request,
        meeting,
        lambda: actions.keep_after_all(meeting, by=request.user),
        _("The minutes are no longer given over."),
    )
