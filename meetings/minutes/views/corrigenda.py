"""Corrigenda to adopted minutes: to the text on an item, a decision, an action point, or the whole."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.verbs import Refused, Stale
from foundation.web.forms import beside
from foundation.web.writing import base_of, shown_clashes, with_draft
from meetings.agenda.access import get_item
from meetings.followup.models import Action, Decision
from meetings.meeting.access import get_meeting, revision_of
from meetings.minutes import corrigenda
from meetings.minutes.forms import (
    ActionCorrectionForm,
    CorrectionForm,
    DecisionCorrectionForm,
    WholeCorrectionForm,
)


@require_http_methods(["GET", "POST"])
def correct(request, pk, item):
    """Issues a corrigendum to adopted minutes, with a sentence that the members read."""
    found = get_item(request.user, pk, item, "meetings.write_minutes")
    if not found.meeting.minutes_stand:
        return redirect("meetings:minutes", pk)
    form = CorrectionForm(request.POST or None, stands=found.minutes)
    context = {"meeting": found.meeting, "item": found, "form": form, "revision": found.revision}
    if request.method == "POST" and form.is_valid():
        try:
            made = corrigenda.correct_minutes(
                found,
                **form.cleaned_data,
                revision=revision_of(request),
                base=base_of(request.POST, "text"),
                by=request.user,
            )
        except Stale as stale:
            theirs = stale.current
            draft = {"draft": stale.merged.draft, "base": theirs.minutes}
            form.data = with_draft(request.POST, "text", **draft)
            context |= {
                "clashes": shown_clashes(stale.merged),
                "theirs_by": getattr(theirs.corrections.select_related("by").last(), "by", None),
                "revision": theirs.revision,
            }
            return render(request, "meetings/minutes/correction_form.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _issued(request, made)
    return render(request, "meetings/minutes/correction_form.html", context)


@require_http_methods(["GET", "POST"])
def correct_line(request, pk, kind, line):
    """Issues a corrigendum to a decision or an action point."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    model, form_class = {
        "decision": (Decision, DecisionCorrectionForm),
        "action": (Action, ActionCorrectionForm),
    }[kind]
    found = get_object_or_404(model.objects.select_related("item__meeting"), pk=line, item__meeting=meeting)
    if not meeting.minutes_stand:
        return redirect(f"meetings:{kind}_change", pk, line)
    form = form_class(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes, reason = form.changes(), form.cleaned_data["reason"]
        issue = {"changes": changes, "reason": reason, "by": request.user}
        try:
            return _issued(request, corrigenda.correct_line(model.objects.get(pk=found.pk), **issue))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"meeting": meeting, "form": form, "item": found.item, "kind": kind}
    return render(request, "meetings/minutes/corrigendum_form.html", context)


@require_http_methods(["GET", "POST"])
def correct_whole(request, pk):
    """Issues a corrigendum to the minutes as a whole: to the facts of the meeting, the participants, the
    agenda, or with another file.
    """
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    if not meeting.minutes_stand:
        return redirect("meetings:minutes", pk)
    form = WholeCorrectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _issued(request, corrigenda.correct_whole(meeting, **form.cleaned_data, by=request.user))
        except Refused as refusal:
            form.add_error(beside(refusal, form), str(refusal))
    context = {"meeting": meeting, "form": form, "kind": "whole"}
    return render(request, "meetings/minutes/corrigendum_form.html", context)


def _issued(request, made):
    """Says that the corrigendum was issued, and shows it with the minutes."""
    words = _("Corrigendum %(number)s issued. Members will be told.") % {"number": made.number}
    messages.success(request, words)
    place = f"#item-{made.item_id}" if made.item_id else "#corrigenda"
    return redirect(made.meeting.get_absolute_url() + place)
