"""A year on one page: which quarter has what, what is missing, and the dates that the portal proposes."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chairmanship import rotation
from chairmanship.models import Event, Occasion
from foundation import clock
from foundation.verbs import Refused
from foundation.words import listed
from meetings import planning, suggesting
from meetings.meeting_forms import RhythmForm
from meetings.models import Meeting, Rhythm, Suggestion
from meetings.views.fetching import require
from meetings.views.meetings import require_group

FIRST, LAST = 2003, 2100  # the Group began as the Geneva Migration Group in 2003


@require_GET
def year(request, year=None):
    require_group(request.user)
    user = request.user
    wanted = year or clock.today().year
    if not FIRST <= wanted <= LAST:
        raise Http404
    starts, ends = dt.date(wanted, 1, 1), dt.date(wanted, 12, 31)

    def within(one):
        return one.date.earliest <= ends and one.date.latest >= starts

    visible = Meeting.objects.visible_to(user).exclude(stage=Meeting.Stage.CANCELLED)
    facts = {
        "meetings": list(filter(within, visible.order_by("date", "time"))),
        "regular": list(visible),
        "events": list(filter(within, Event.objects.filter(occasion=None))),  # the others are told by theirs
        "occasions": list(Occasion.objects.within(starts, ends).select_related("forum")),
        "terms": rotation.terms(),
        "rhythm": Rhythm.current(),
        "suggestions": list(Suggestion.objects.filter(quarter__year=wanted, meeting=None))
        if user.has_perm("meetings.see_draft")
        else [],
    }
    quarters = [_quarter(planning.Quarter(dt.date(wanted, month, 1)), **facts) for month in (1, 4, 7, 10)]
    placed = {one.pk for quarter in quarters for one in quarter["meetings"]}
    context = {
        "year": wanted,
        "quarters": quarters,
        "elsewhere": [one for one in facts["meetings"] if one.pk not in placed],
        "before": wanted - 1 if wanted > FIRST else None,
        "after": wanted + 1 if wanted < LAST else None,
        "decides": user.has_perm("meetings.plan_meeting"),
        "keeps_rhythm": user.has_perm("meetings.keep_rhythm"),
    }
    return render(request, "meetings/year.html", context)


def _quarter(quarter, *, meetings, regular, events, occasions, terms, rhythm, suggestions) -> dict:
    own = [one for one in meetings if quarter.holds(one)]
    missing = _missing(planning.regular_of(quarter, regular, rhythm), rhythm)
    is_over = quarter.ends < clock.today()
    proposed = [one for one in suggestions if one.quarter == quarter.starts]
    return {
        "title": f"{planning.NUMBERS[quarter.number - 1].capitalize()} quarter",
        "months": f"{quarter.starts:%B} to {quarter.ends:%B}",
        "chairs": [one for one in terms if one.starts <= quarter.ends and one.ends >= quarter.starts],
        "meetings": own,
        "events": [one for one in events if quarter.starts <= one.date.earliest <= quarter.ends],
        "occasions": [one for one in occasions if one.starts <= quarter.ends and one.last >= quarter.starts],
        "waiting": [one for one in proposed if not one.dropped_at],
        "dropped": [one for one in proposed if one.dropped_at],
        "missing": " and no ".join(missing) if is_over else listed(missing),
        "is_over": is_over,
    }


def _missing(meetings, rhythm: Rhythm) -> list[str]:
    """What the rhythm has and the quarter has not."""
    found = []
    for level, wanted in (
        (Meeting.Level.PRINCIPALS, rhythm.principals_a_quarter),
        (Meeting.Level.WORKING, rhythm.working_a_quarter),
    ):
        there = sum(one.level == level for one in meetings)
        if there < wanted:
            name = f"{level.label} meeting"
            found.append(name if wanted == 1 else f"{wanted - there} of {wanted} {name}s")
    return found


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
    done = "It is planned. Call it when you want the members to know."
    return _settled(request, pk, lambda one: suggesting.confirm(one, by=request.user), done)


@require_POST
def drop(request, pk):
    done = "It is dropped, and is not proposed again. Below the quarter you can take that back."
    return _settled(request, pk, lambda one: suggesting.drop(one, by=request.user), done)


@require_POST
def take_up_again(request, pk):
    done = "It is proposed again."
    return _settled(request, pk, lambda one: suggesting.take_up_again(one, by=request.user), done)


@require_POST
def move(request, pk):
    """To another day of the quarter. What speaks against that day is said, and blocks nothing."""

    def act(suggestion):
        try:
            day = parse_date(request.POST.get("date", ""))
        except ValueError:
            day = None
        if day is None:
            raise Refused("Choose the day to move it to.")
        against = suggesting.move(suggestion, date=day, by=request.user)
        if against:
            messages.warning(
                request, f"Against {planning.told(day)}: {against}. It can be confirmed even so."
            )

    return _settled(request, pk, act, "It is moved. Confirm it when it suits.")


@require_http_methods(["GET", "POST"])
def rhythm(request):
    """How the Group usually meets. What waits for the chair is proposed anew by it."""
    require_group(request.user)
    require(request.user, "meetings.keep_rhythm")
    form = RhythmForm(request.POST or None, instance=Rhythm.current())
    if request.method == "POST" and form.is_valid():
        form.save()
        planning.plan_anew()
        messages.success(request, "It is kept, and the dates that wait are proposed anew by it.")
        return redirect("meetings:year")
    return render(request, "meetings/rhythm.html", {"form": form})
