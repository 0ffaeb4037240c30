"""A decision with its way: from the proposal to the item, the decision and what was to be done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from foundation import sections
from foundation.verbs import Refused
from meetings import settling
from meetings.minutes_forms import SettleForm
from meetings.models import Decision, Meeting, Proposal
from meetings.views.fetching import reportable, require
from meetings.views.meetings import require_group


def _get(user, pk) -> Decision:
    require_group(user)
    rows = Decision.objects.visible_to(user).select_related("item__meeting", "superseded_by__item__meeting")
    return get_object_or_404(rows, pk=pk)


@require_GET
def decision_detail(request, pk):
    decision = _get(request.user, pk)
    visible = Decision.objects.visible_to(request.user)
    context = {
        "decision": decision,
        "proposals": Proposal.objects.visible_to(request.user)
        .filter(item=decision.item_id)
        .select_related("proposed_by"),
        "actions": reportable(decision.item.actions.select_related("agency", "reported_by"), request.user),
        "supersedes": visible.filter(superseded_by=decision).select_related("item__meeting"),
        "later": decision.superseded_by if visible.filter(pk=decision.superseded_by_id).exists() else None,
        "panels": sections.shown("decision", decision, request.user),
        "may_settle": request.user.has_perm("meetings.settle_decision", decision),
    }
    return render(request, "meetings/decision_detail.html", context)


@require_http_methods(["GET", "POST"])
def decision_settle(request, pk):
    """What became of it: done, superseded by a later one, or in force after all."""
    decision = _get(request.user, pk)
    require(request.user, "meetings.settle_decision", decision)
    later = (
        Decision.objects.visible_to(request.user)
        .filter(
            item__meeting__in=Meeting.objects.told().filter(
                date__latest__gte=decision.item.meeting.date.earliest
            )
        )
        .exclude(pk=decision.pk)
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
            settling.settle_decision(decision, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "What became of the decision is kept.")
            return redirect("meetings:decision_detail", pk)
    return render(request, "meetings/decision_settle.html", {"decision": decision, "form": form})
