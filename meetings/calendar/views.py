"""The year on one page, the rhythm of the meetings, and the addresses of calendar feeds."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from chairmanship.models import Event, Occasion
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.dates.shown import between
from foundation.dates.shown import day as day_in_words
from foundation.portal import group
from foundation.text.words import listed
from meetings.calendar import feeds, planning
from meetings.calendar.forms import RhythmForm
from meetings.calendar.models import Rhythm, Suggestion
from meetings.meeting.access import require, require_group
from meetings.meeting.models import Meeting


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
def feed(request, key):
    """The calendar of the person whose address it is, without signing in: calendars cannot sign in."""
    person = feeds.reader_of(key)
    if person is None:
        raise Http404(_("This calendar address no longer works."))
    return _answer(request, feeds.private_calendar(person))


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def public_feed(request):
    """The calendar that anybody can subscribe to."""
    return _answer(request, feeds.public())


def _answer(request, asked: feeds.Feed):
    """Answers with the calendar, or with 304 and without making it if the program has it already."""
    mark, changed_at = asked.state()
    made = HttpResponse(
        content_type="text/calendar; charset=utf-8",
        headers={
            "ETag": mark,
            "Last-Modified": http_date(changed_at),
            "Content-Disposition": f'inline; filename="{group.slug()}.ics"',
        },
    )
    answer = get_conditional_response(request, mark, changed_at, made)
    if answer is made:
        made.content = asked.content()
    return answer


@require_POST
def feed_renew(request):
    """Gives the user a new address. The one before stops working."""
    if request.user.calendar_key:
        done = _("Your calendar has a new address. The old one no longer works. Subscribe to the new one.")
    else:
        done = _("Your calendar now has an address. Subscribe to it below.")
    feeds.new_address(request.user)
    messages.success(request, done)
    return redirect(f"{reverse('me')}#calendar")


# The year and its quarters -----------------------------------------------------------------------------


FIRST, LAST = 2000, 2100  # the Group's own first year counts, if it is known
QUARTERS = (
    gettext_lazy("First quarter"),
    gettext_lazy("Second quarter"),
    gettext_lazy("Third quarter"),
    gettext_lazy("Fourth quarter"),
)


@require_GET
def year(request, year=None):
    """The quarters of a year, each with its meetings, what is missing, and suggested dates."""
    require_group(request.user)
    user = request.user
    shown = year or clock.today().year
    began = group.founded()
    first = began.year if began else FIRST
    if not first <= shown <= LAST:
        raise Http404
    starts, ends = dt.date(shown, 1, 1), dt.date(shown, 12, 31)
    visible = Meeting.objects.visible_to(user).exclude(stage=Meeting.Stage.CANCELLED)
    events = Event.objects.filter(occasion=None)  # the rest come with occasions
    rhythm = Rhythm.current()
    facts = {
        "meetings": list(visible.within(starts, ends).order_by("date", "time")),
        "regular": planning.regular(visible, starts, ends, rhythm),
        "events": list(events.within(starts, ends).defer("text", "summary")),
        "occasions": list(Occasion.objects.within(starts, ends).select_related("forum")),
        "terms": rotation.terms(),
        "rhythm": rhythm,
        "suggestions": list(Suggestion.objects.filter(quarter__year=shown, meeting=None))
        if user.has_perm("meetings.see_draft")
        else [],
    }
    quarters = [_quarter(planning.Quarter(dt.date(shown, month, 1)), **facts) for month in (1, 4, 7, 10)]
    placed = {one.pk for quarter in quarters for one in quarter["meetings"]}
    context = {
        "year": shown,
        "quarters": quarters,
        "elsewhere": [one for one in facts["meetings"] if one.pk not in placed],
        "before": shown - 1 if shown > first else None,
        "after": shown + 1 if shown < LAST else None,
        "decides": user.has_perm("meetings.plan_meeting"),
        "keeps_rhythm": user.has_perm("meetings.keep_rhythm"),
    }
    return render(request, "meetings/calendar/year.html", context)


def _months(quarter) -> str:
    return between(*(day_in_words(day, "MONTH_FORMAT") for day in (quarter.starts, quarter.ends)))


def _quarter(quarter, *, meetings, regular, events, occasions, terms, rhythm, suggestions) -> dict:
    own = [one for one in meetings if quarter.holds(one)]
    missing = _missing(regular[quarter], rhythm)
    is_over = quarter.ends < clock.today()
    last = max((one.ends for one in terms), default=None)
    proposed = [one for one in suggestions if one.quarter == quarter.starts and last and one.date <= last]
    return {
        "title": QUARTERS[quarter.number - 1],
        "months": _months(quarter),
        "chairs": [one for one in terms if one.starts <= quarter.ends and one.ends >= quarter.starts],
        "meetings": own,
        "events": [one for one in events if quarter.starts <= one.date.earliest <= quarter.ends],
        "occasions": [one for one in occasions if one.starts <= quarter.ends and one.last >= quarter.starts],
        "waiting": [one for one in proposed if not one.dropped_at],
        "dropped": [one for one in proposed if one.dropped_at],
        "missing": listed(missing) if is_over or (last and quarter.middle <= last) else "",
        "is_over": is_over,
    }


def _missing(meetings, rhythm: Rhythm) -> list[str]:
    """Returns the meetings of the rhythm that the quarter does not have, in words."""
    found = []
    principals = rhythm.principals_a_quarter - sum(one.level == Meeting.Level.PRINCIPALS for one in meetings)
    working = rhythm.working_a_quarter - sum(one.level == Meeting.Level.WORKING for one in meetings)
    if principals > 0:
        found.append(
            ngettext("%(count)s principals meeting", "%(count)s principals meetings", principals)
            % {"count": principals}
        )
    if working > 0:
        found.append(
            ngettext("%(count)s working-level meeting", "%(count)s working-level meetings", working)
            % {"count": working}
        )
    return found


@require_http_methods(["GET", "POST"])
def rhythm(request):
    """How the Group usually meets. When it changes, dates are suggested again."""
    require_group(request.user)
    require(request.user, "meetings.keep_rhythm")
    form = RhythmForm(request.POST or None, instance=Rhythm.current())
    if request.method == "POST" and form.is_valid():
        form.save()
        planning.plan_anew()
        messages.success(
            request, _("Regular schedule saved. Dates that were not yet confirmed have been suggested again.")
        )
        return redirect("meetings:year")
    return render(request, "meetings/calendar/rhythm.html", {"form": form})
