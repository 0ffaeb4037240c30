"""The registers of decisions and action points, the page of a decision, and reports by the link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from chairmanship.rotation.choosers import OfTerm
from foundation.dates import clock, hours
from foundation.exports.views import table
from foundation.text.searching import sought
from foundation.verbs import Refused, Stale
from foundation.web import panels
from foundation.web.requests import next_address, whole
from meetings.agenda.models import AgendaItem
from meetings.followup import actions, link_mail, links
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
    found = links.opened(link)
    if found is None or found.why_ended:
        return _ended(request, found)
    action = found.action
    form = ActionReportForm(request.POST or None, initial={"report": action.report, "seen": action.report})
    if request.method == "POST" and form.is_valid():
        done = request.POST.get("done") == "yes"
        # Somebody who has signed in says it themselves, also by the link of a colleague.
        signed_in = request.user.is_authenticated and request.user.has_perm("meetings.report_action", action)
        by = request.user if signed_in else found.person
        try:
            actions.report_action(action, done=done, **form.cleaned_data, by=by, by_link=not signed_in)
        except Stale as stale:
            return report_again(request, stale.current, form)
        return redirect("meetings:action_link", link)
    ends = hours.moment(found.ends) if found.ends else ""
    context = {"action": action, "form": form, "person": found.person, "ends": ends}
    return render(request, "meetings/followup/action_link.html", context)


def _ended(request, found):
    """Says why the link does not work. Its person can get a new one by mail."""
    asked = request.method == "POST"
    if asked and found:
        link_mail.renew(found)
    context = {"reason": found.why_ended if found else "", "renewable": found is not None, "asked": asked}
    return render(request, "meetings/followup/action_link_ended.html", context, status=410)


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


def _narrowed(asked, rows, *names):
    """Returns the rows that the user may read by words, term and meeting, and how they are filtered.

    That is the filters used, and the form in which a term is chosen.
    """
    require_group(asked.user)
    chosen = {name: asked.GET.get(name, "").strip() for name in ("q", "term", "meeting", *names)}
    meetings = Meeting.objects.with_minutes_for(asked.user)
    rows = rows.visible_to(asked.user).select_related("item__meeting")
    for word in sought(chosen["q"]):
        rows = rows.filter(pk__in=_having(word, rows.model))
    of_term = OfTerm(asked.GET)
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


LATEST_FIRST = ("-item__meeting__date", "-item__meeting", "item__position", "position")
# The states of a decision in an address. "In force" is empty in the database.
STATES = {
    "in-force": Decision.State.IN_FORCE,
    "done": Decision.State.DONE,
    "superseded": Decision.State.SUPERSEDED,
}


def decisions(asked):
    """Returns the decisions that somebody may read and asks for, and how they are filtered."""
    rows, chosen, of_term = _narrowed(asked, Decision.objects.all(), "state")
    if chosen["state"] in STATES:
        rows = rows.standing().filter(state=STATES[chosen["state"]])
    else:
        chosen["state"] = ""
    rows = rows.with_successors(Decision.objects.visible_to(asked.user)).order_by(*LATEST_FIRST)
    return rows, chosen, of_term


@require_GET
def decision_list(request):
    """The register of decisions, as a page or as a spreadsheet."""
    if given := table(request):
        return given
    context = _page(request, *decisions(request))
    context["states"] = [("", _("any")), *((key, state.label.lower()) for key, state in STATES.items())]
    return render(request, "meetings/followup/decision_list.html", context)


def action_points(asked):
    """Returns the action points that somebody may read and asks for, and how they are filtered."""
    rows, chosen, of_term = _narrowed(
        asked, Action.objects.select_related("agency", "reported_by"), "state", "agency"
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
    return rows.order_by(*LATEST_FIRST), chosen, of_term


@require_GET
def action_list(request):
    """The register of action points, as a page or as a spreadsheet."""
    if given := table(request):
        return given
    context = _page(request, *action_points(request))
    reportable(context["page"], request.user)
    found = Q(pk__in=Agency.objects.members().values("pk")) | Q(slug=context["chosen"]["agency"])
    context |= {
        "states": [("", _("open")), ("overdue", _("overdue")), ("done", _("done")), ("all", _("all"))],
        "owners": [
            *Action.Office.choices,
            *Agency.objects.filter(found).values_list("slug", "acronym"),
        ],
    }
    return render(request, "meetings/followup/action_list.html", context)


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
