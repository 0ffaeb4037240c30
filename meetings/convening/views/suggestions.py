"""The chair confirms, moves, drops or restores a date that the portal suggests."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.dates import reading
from foundation.verbs import Refused
from meetings.calendar import planning
from meetings.calendar.models import Suggestion
from meetings.convening import actions
from meetings.meeting.access import require, require_group


def _settled(request, pk, act, done: str):
    require_group(request.user)
    require(request.user, "meetings.plan_meeting")
    found = get_object_or_404(Suggestion, pk=pk)
    try:
        act(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("meetings:year", found.quarter.year)


@require_POST
def confirm(request, pk):
    done = _("Meeting planned. Convene it when you want members to see it.")
    return _settled(request, pk, lambda one: actions.confirm_suggestion(one, by=request.user), done)


@require_POST
def drop(request, pk):
    done = _("Date dropped. It will not be suggested again, but you can restore it below the quarter.")
    return _settled(request, pk, lambda one: actions.drop_suggestion(one, by=request.user), done)


@require_POST
def restore(request, pk):
    done = _("The date is suggested again.")
    return _settled(request, pk, lambda one: actions.restore_suggestion(one, by=request.user), done)


@require_POST
def move(request, pk):
    """Moves the date within its quarter. What speaks against that day is only a warning."""

    def act(suggestion):
        try:
            day = reading.read_day(request.POST.get("date", ""))
        except reading.NotADate as why:
            raise Refused(str(why)) from None
        against = actions.move_suggestion(suggestion, date=day, by=request.user)
        if against:
            messages.warning(
                request,
                _("Please note for %(day)s: %(against)s. You can still confirm the date.")
                % {"day": planning.in_words(day), "against": against},
            )

    return _settled(request, pk, act, _("Date moved. Confirm it when you are ready."))
