"""The registers of decisions and action points, the page of a decision, and reports by the link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from chairmanship.rotation.choosers import OfTerm
from foundation.dates import clock
from foundation.files.sheets import sheet
from foundation.text.searching import sought
from foundation.text.words import opened
from foundation.verbs import Refused, Stale
from foundation.web import panels
from foundation.web.requests import next_address, whole
from meetings.agenda.models import AgendaItem
from meetings.followup import actions, links
from meetings.followup.forms import ActionReportForm, SettleForm
from meetings.followup.models import Action, Decision
from meetings.followup.queries import reportable
from meetings.meeting.access import A_PAGE, get_meeting, perform, query, require, require_group
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def action_link(request, link):
    """Reports on an action point by the link of a mail, without signing in, for this action point only."""
    action = links.action_of(link)
    if action is None:
        return render(request, "meetings/followup/action_link_ended.html", status=410)
    form = ActionReportForm(request.POST or None, initial={"report": action.report, "seen": action.report})
    if request.method == "POST" and form.is_valid():
        done = request.POST.get("done") == "yes"
        by = request.user if request.user.is_authenticated else None
        try:
            actions.report_action(action, done=done, **form.cleaned_data, by=by)
        except Stale as stale:
            return report_again(request, stale.current, form)
        return redirect("meetings:action_link", link)
    return render(request, "meetings/followup/action_link.html", {"action": action, "form": form})


def report_again(request, action, form):
    """Somebody else has reported meanwhile: shows both texts, so that the writer can decide."""
    typed = form.cleaned_data["report"]
    form = ActionReportForm(initial={"report": typed, "seen": action.report})
    both = [{"label": _("Progress"), "now": action.report, "typed": typed}]
    context = {"action": action, "form": form, "both": both}
    return render(request, "meetings/followup/action_link.html", context, status=409)


@require_POST
def item_carry(request, pk, item):
    """Adds an item that was not reached at the last meeting to this agenda."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    found = get_object_or_404(
        AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user)).exclude(
            meeting=meeting
        ),
        pk=item,
    )
    return perform(
        request,
        reverse("meetings:agenda", args=[pk]),
        lambda: actions.carry_over(found, to=meeting, by=request.user),
        _("“%(item)s” has been added to this agenda.") % {"item": found},
    )


# A decision, from the proposal to its action points ---------------------------------------


def _get(user, pk) -> Decision:
    require_group(user)
    visible = Decision.objects.visible_to(user)
    rows = visible.numbered().with_successors(visible).select_related("item__meeting")
    return get_object_or_404(rows, pk=pk)


@require_GET
def decision_detail(request, pk):
    """A decision, from the proposal to its action points, and what happened to it."""
    decision = _get(request.user, pk)
    context = {
        "decision": decision,
        "proposals": Proposal.objects.visible_to(request.user)
        .filter(item=decision.item_id)
        .select_related("proposed_by"),
        "actions": reportable(decision.item.actions.select_related("agency", "reported_by"), request.user),
        "panels": panels.sections("decision", decision, request.user),
        "may_settle": not decision.corrected_at
        and request.user.has_perm("meetings.settle_decision", decision),
    }
    return render(request, "meetings/followup/decision_detail.html", context)


@require_http_methods(["GET", "POST"])
def decision_settle(request, pk):
    """Records that a decision is implemented, superseded by a later one, or in force."""
    decision = _get(request.user, pk)
    require(request.user, "meetings.settle_decision", decision)
    later = (
        Decision.objects.standing()
        .visible_to(request.user)
        .filter(
            item__meeting__in=Meeting.objects.convened().filter(
                date__latest__gte=decision.item.meeting.date.earliest
            )
        )
        .exclude(pk=decision.pk)
        .numbered()
        .select_related("item__meeting")
        .order_by("-item__meeting__date", "item__position", "position")
    )
    form = SettleForm(
        request.POST or None,
        later=later,
        initial={"state": decision.state, "superseded_by": decision.superseded_by_id, "note": decision.note},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_decision(decision, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Status of the decision saved."))
            return redirect("meetings:decision_detail", pk)
    return render(request, "meetings/followup/decision_settle.html", {"decision": decision, "form": form})


# The registers, of all meetings that a person may read -------------------------------------------------


def _narrowed(request, rows, *names):
    """Returns the rows that the user may read, filtered by words, term and meeting, and the filters used."""
    require_group(request.user)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "term", "meeting", *names)}
    meetings = Meeting.objects.with_minutes_for(request.user)
    rows = rows.visible_to(request.user).select_related("item__meeting")
    for word in sought(chosen["q"]):
        rows = rows.filter(pk__in=_having(word, rows.model))
    of_term = OfTerm(request.GET)
    if term := of_term.chosen:
        rows = rows.filter(item__meeting__in=meetings.of_term(term).values("pk"))
    chosen["term"] = term.slug if term else ""
    if meeting := whole(chosen["meeting"]):
        rows = rows.filter(item__meeting=meeting)
    return rows, chosen, of_term


def _having(word: str, model):
    """Returns the keys of decisions or action points with that word, or on an item with it in its title."""
    rows = model.objects.order_by().values("pk")
    return rows.filter(words__contains=word).union(rows.filter(item__words__contains=word))


def _page(request, rows, chosen, of_term):
    return {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "asked": query(chosen),
        "narrowed": any(chosen.values()),
        "of_term": of_term,
    }


SHEETS = ("csv", "xlsx")
DECISION_COLUMNS = (
    gettext_lazy("Decision"),
    gettext_lazy("Status"),
    gettext_lazy("Superseded by"),
    gettext_lazy("Supersedes"),
    gettext_lazy("Note"),
    gettext_lazy("Proposed by"),
    gettext_lazy("Agenda item"),
    gettext_lazy("Action points on the item"),
    gettext_lazy("Meeting"),
    gettext_lazy("Date of the meeting"),
    gettext_lazy("Minutes"),
)
ACTION_COLUMNS = (
    gettext_lazy("Action point"),
    gettext_lazy("Responsible"),
    gettext_lazy("Due"),
    gettext_lazy("Status"),
    gettext_lazy("Progress"),
    gettext_lazy("Reported at"),
    gettext_lazy("Agenda item"),
    gettext_lazy("Meeting"),
    gettext_lazy("Date of the meeting"),
    gettext_lazy("Minutes"),
)
LATEST_FIRST = ("-item__meeting__date", "-item__meeting", "item__position", "position")
# The states of a decision in an address. "In force" is empty in the database.
STATES = {
    "in-force": Decision.State.IN_FORCE,
    "done": Decision.State.DONE,
    "superseded": Decision.State.SUPERSEDED,
}


@require_GET
def decision_list(request):
    """The register of decisions, as a page or as a spreadsheet."""
    rows, chosen, of_term = _narrowed(request, Decision.objects.all(), "state")
    if chosen["state"] in STATES:
        rows = rows.standing().filter(state=STATES[chosen["state"]])
    else:
        chosen["state"] = ""
    rows = rows.with_successors(Decision.objects.visible_to(request.user)).order_by(*LATEST_FIRST)
    if request.GET.get("as") in SHEETS:
        titles = [str(title) for title in DECISION_COLUMNS]
        return sheet("decisions", titles, _decision_rows(request.user, rows), request.GET["as"])
    context = _page(request, rows, chosen, of_term)
    context["states"] = [("", _("any")), *((key, state.label.lower()) for key, state in STATES.items())]
    return render(request, "meetings/followup/decision_list.html", context)


def _decision_rows(user, rows):
    """Yields a row for each decision, from its proposal to its action points, as the user may see them."""
    proposals = Proposal.objects.visible_to(user).select_related("proposed_by")
    rows = rows.prefetch_related(Prefetch("item__proposals", proposals), "item__actions__agency")
    for decision in rows:
        item, later = decision.item, decision.successor
        yield (
            decision.text,
            decision.corrected or decision.get_state_display().lower(),
            f"{opened(later.named)}: {later.text}" if later else "",
            "\n".join(f"{opened(one.named)}: {one.text}" for one in decision.replaced),
            decision.correction or decision.note,
            ", ".join(dict.fromkeys(str(proposal.proposed_by) for proposal in item.proposals.all())),
            item.title,
            "\n".join(": ".join(filter(None, [one.owner, one.text])) for one in item.actions.all()),
            str(item.meeting),
            item.meeting.date,
            _minutes(item.meeting),
        )


def _minutes(meeting: Meeting) -> str:
    return _("adopted") if meeting.minutes_stand else meeting.get_minutes_display()


@require_GET
def action_list(request):
    """The register of action points, as a page or as a spreadsheet."""
    rows, chosen, of_term = _narrowed(
        request, Action.objects.select_related("agency", "reported_by"), "state", "agency"
    )
    rows = rows.select_related("agency", "reported_by", "item__meeting")
    late = Q(due__latest__lt=clock.today())
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
    rows = rows.order_by(*LATEST_FIRST)
    if request.GET.get("as") in SHEETS:
        titles = [str(title) for title in ACTION_COLUMNS]
        return sheet("actions", titles, map(_action_row, rows), request.GET["as"])
    context = _page(request, rows, chosen, of_term)
    reportable(context["page"], request.user)
    found = Q(pk__in=Agency.objects.members().values("pk")) | Q(slug=chosen["agency"])
    context |= {
        "states": [("", _("open")), ("overdue", _("overdue")), ("done", _("done")), ("all", _("all"))],
        "owners": [
            *Action.Office.choices,
            *Agency.objects.filter(found).values_list("slug", "acronym"),
        ],
    }
    return render(request, "meetings/followup/action_list.html", context)


def _action_row(action: Action) -> tuple:
    item = action.item
    state = _("done") if action.done else _("overdue") if action.is_late else _("open")
    meeting = item.meeting
    return (
        action.text,
        action.owner,
        action.due,
        state,
        action.report,
        action.reported_at,
        item.title,
        str(meeting),
        meeting.date,
        _minutes(meeting),
    )


@require_POST
def action_report(request, pk):
    """Reports that an action point is done or open, or how far it is."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("agency"), pk=pk)
    require(request.user, "meetings.report_action", action)
    done = request.POST.get("done") == "yes"
    back = next_address(request, "meetings:action_list")
    form = ActionReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The note is too long. A few sentences are enough."))
        return redirect(back)
    words = form.cleaned_data if "report" in request.POST else {}
    try:
        actions.report_action(action, done=done, **words, by=request.user)
    except Stale as stale:
        return report_again(request, stale.current, form)
    if done:
        said = _("Action point marked as done.")
    elif action.done:
        said = _("Action point reopened.")
    else:
        said = _("Progress saved.")
    messages.success(request, said)
    return redirect(back)
