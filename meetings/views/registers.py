"""What was decided, and what is to be done, over all meetings that a person may read."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Agency
from chairmanship.models import Chairmanship
from chairmanship.views import get_term
from foundation import clock
from meetings import actions
from meetings.models import Action, Decision, Meeting
from meetings.rules import own_agencies
from meetings.views.fetching import require
from meetings.views.meetings import A_PAGE, query, require_group, tried


def _narrowed(request, rows, *names):
    """The rows of the meetings that a person may read, by words, term and meeting."""
    require_group(request.user)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "term", "meeting", *names)}
    meetings = Meeting.objects.with_minutes_for(request.user)
    rows = rows.filter(item__meeting__in=meetings.values("pk")).select_related("item__meeting")
    if chosen["q"]:
        rows = rows.filter(Q(text__icontains=chosen["q"]) | Q(item__title__icontains=chosen["q"]))
    if chosen["term"]:
        rows = rows.filter(item__meeting__in=meetings.of_term(get_term(chosen["term"])).values("pk"))
    if chosen["meeting"].isascii() and chosen["meeting"].isdigit():
        rows = rows.filter(item__meeting=chosen["meeting"])
    return rows, chosen


def _page(request, rows, chosen):
    return {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "asked": query(chosen),
        "narrowed": any(chosen.values()),
        "terms": Chairmanship.objects.select_related("agency").order_by("-starts"),
    }


LATEST_FIRST = ("-item__meeting__date", "-item__meeting", "item__position", "position")


@require_GET
def decision_list(request):
    rows, chosen = _narrowed(request, Decision.objects.all())
    return render(
        request, "meetings/decision_list.html", _page(request, rows.order_by(*LATEST_FIRST), chosen)
    )


@require_GET
def action_list(request):
    today = clock.today()
    rows, chosen = _narrowed(request, Action.objects.select_related("agency"), "state", "agency")
    rows = rows.select_related("agency", "item__meeting")
    late = Q(due__latest__lt=today)
    if chosen["state"] == "done":
        rows = rows.filter(done=True)
    elif chosen["state"] == "overdue":
        rows = rows.open().filter(late)
    elif chosen["state"] != "all":
        chosen["state"] = ""
        rows = rows.open()
    if chosen["agency"] in Action.Office.values:
        rows = rows.filter(office=chosen["agency"])
    elif chosen["agency"]:
        rows = rows.filter(agency__slug=chosen["agency"])
    context = _page(request, rows.order_by(*LATEST_FIRST), chosen)
    own, reports_all = own_agencies(request.user), request.user.has_perm("meetings.report_action", None)
    for action in context["page"]:
        action.may_report = reports_all or action.agency_id in own
        action.is_late = bool(not action.done and action.due and action.due.latest < today)
    having = Action.objects.exclude(agency=None).values("agency")
    context |= {
        "states": [("", "open"), ("overdue", "overdue"), ("done", "done"), ("all", "all")],
        "owners": [
            *Action.Office.choices,
            *Agency.objects.filter(pk__in=having).values_list("slug", "acronym"),
        ],
    }
    return render(request, "meetings/action_list.html", context)


@require_POST
def action_report(request, pk):
    """Says that it is done, or that it is open after all."""
    rows = Action.objects.filter(
        item__meeting__in=Meeting.objects.with_minutes_for(request.user).values("pk")
    )
    action = get_object_or_404(rows.select_related("agency"), pk=pk)
    require(request.user, "meetings.report_action", action)
    done = request.POST.get("done") == "yes"
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "meetings:action_list"
    return tried(
        request,
        back,
        lambda: actions.report_action(action, done=done, by=request.user),
        "It is reported as done." if done else "It is open again.",
    )
