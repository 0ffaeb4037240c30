"""The pages on which minutes are written, circulated and adopted."""

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from foundation.dates import clock, hours
from foundation.dates.partial import PartialDate
from foundation.dates.shown import hour
from foundation.text import rich
from foundation.verbs import Refused, Stale
from foundation.web.requests import whole
from meetings.agenda import order
from meetings.agenda.models import AgendaItem
from meetings.attendance import actions as attendance_actions
from meetings.attendance import queries as attendance_queries
from meetings.attendance.actions import How
from meetings.attendance.views import attendee_of
from meetings.followup import actions as followup_actions
from meetings.followup.forms import ActionForm, DecisionForm, possible_owners
from meetings.followup.models import Action, Decision
from meetings.followup.queries import open_actions
from meetings.meeting.access import get_meeting, perform, require
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting
from meetings.minutes import actions, adoption, queries
from meetings.minutes.adoption import earlier_minutes
from meetings.minutes.forms import CirculateForm, ItemMinutesForm, fingerprints
from meetings.minutes.views import removed_items
from meetings.minutes.views.comments import shown_comments

FOR_COMMENTS = dt.timedelta(days=14)


@require_http_methods(["GET", "POST"])
def minutes(request, pk):
    """The agenda as a page to write on. It is one form, so that Save keeps everything that was typed."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    items, agencies = _items(meeting), possible_owners()
    closed = _closed(meeting)
    if closed:
        if request.method == "POST":
            return _handed_back(request, meeting, items, closed)
        messages.error(request, closed)
        return redirect(meeting)
    if request.method == "GET":
        return _page(request, meeting, [ItemMinutesForm(item=item, agencies=agencies) for item in items])
    forms = [ItemMinutesForm(request.POST, item=item, agencies=agencies) for item in items]
    gone = removed_items.forms_of(request.POST, meeting, items, agencies)
    if not all([form.is_valid() for form in (*forms, *gone)]):  # noqa: C419, each says what it found
        messages.error(request, "Nothing is saved yet, and nothing lost: something below needs a change.")
        return _page(request, meeting, forms, gone=gone)
    try:
        with transaction.atomic():
            adopted = _adopt(request, meeting)  # first, because the earlier meeting is locked before this one
            stale = {form.item.pk: form for form in forms if not _write(form, request)}
            gone = [form for form in gone if not removed_items.settle(form, request.POST, by=request.user)]
            _toggle(request, meeting)
            _say_adopted(adopted, meeting, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, meeting, forms, gone=gone)
    if not stale and not gone:
        messages.success(request, f"Saved {hour(timezone.localtime(clock.now()))}.")
        added = [form.item.pk for form in forms if form.adds]
        return redirect(reverse("meetings:minutes", args=[pk]) + (f"#item-{added[-1]}" if added else ""))
    if stale:
        messages.error(
            request, "Somebody wrote on the same item while you did. Nothing is lost: both texts stand below."
        )
    if gone:
        messages.error(
            request,
            "An item was taken off the agenda while you wrote on it. Your words stand below.",
        )
    fresh = [
        _with_both(stale[item.pk], item, agencies)
        if item.pk in stale
        else ItemMinutesForm(item=item, agencies=agencies)
        for item in _items(meeting)
    ]
    return _page(request, meeting, fresh, gone=gone, status=409)


def _closed(meeting: Meeting) -> str:
    """Returns why nothing can be written, as a sentence; "" if it can."""
    if meeting.minutes_stand:
        return "These minutes stand as adopted and are locked."
    if meeting.stage != Meeting.Stage.CALLED:
        return f"This meeting is {meeting.get_stage_display()}. Minutes are written once it is called."
    return ""


def _handed_back(request, meeting, items, why: str):
    """Shows what was typed after the minutes were closed, so that it can be copied or become a
    corrigendum.
    """
    forms = [ItemMinutesForm(request.POST, item=item, agencies=()) for item in items]
    typed = [form for form in forms if form.is_valid() and form.is_rewritten]
    if not typed:
        messages.error(request, why)
        return redirect(meeting)
    context = {"meeting": meeting, "typed": typed, "why": why}
    return render(request, "meetings/minutes/minutes_closed.html", context, status=409)


def _items(meeting):
    owned = Action.objects.select_related("agency")
    rows = meeting.agenda.select_related("application")
    return order.numbered(rows.prefetch_related("decisions", Prefetch("actions", owned)))


def _write(form: ItemMinutesForm, request) -> bool:
    """Saves what the form says of its item. Returns False if somebody else has changed the text meanwhile."""
    data, by, kept = form.cleaned_data, request.user, True
    if form.is_rewritten and request.POST.get("theirs") != str(form.item.pk):
        try:
            actions.write_minutes(form.item, text=data["text"], revision=data["revision"], by=by)
        except Stale:
            kept = False
    if data["decision"]:
        followup_actions.record_decision(form.item, text=data["decision"], by=by)
    if data["action"]:
        followup_actions.record_action(form.item, **form.action_fields(), by=by)
    return kept


def _with_both(form, item, agencies) -> ItemMinutesForm:
    mine = form.cleaned_data["text"]
    fresh = ItemMinutesForm(item=item, agencies=agencies, initial={"text": mine})
    fresh.theirs = item.minutes
    fresh.theirs_by = getattr(item.versions.select_related("by").last(), "by", None)
    fresh.compared = rich.compare(item.minutes, mine)
    return fresh


def _toggle(request, meeting) -> None:
    """Marks a participant as present, or not. How they take part is recorded on the attendance page."""
    how, _, key = request.POST.get("present", "").partition(" ")
    if key:
        who = attendee_of(meeting, key)
        attendance_actions.mark(meeting, **who, how=How.PRESENT if how == "present" else "", by=request.user)


def _adopt(request, meeting) -> Meeting | None:
    """Records that this meeting has adopted earlier minutes. Returns their meeting; None if nothing was
    chosen.
    """
    earlier = adoption.waiting_for(meeting).filter(pk=whole(request.POST.get("adopts", ""))).first()
    if earlier is None:
        return None
    require(request.user, "meetings.write_minutes", earlier)
    return actions.adopt_at(earlier, at=meeting, by=request.user)


def _say_adopted(earlier: Meeting | None, meeting: Meeting, by) -> None:
    """Writes the adoption into this meeting's minutes, unless somebody has written there already."""
    if earlier is None:
        return
    item = meeting.agenda.filter(kind=AgendaItem.Kind.MINUTES, minutes="").first()
    if item:
        text = f"The minutes of {earlier.named} were adopted."
        actions.write_minutes(item, text=text, revision=item.revision, by=by)


def _page(request, meeting, forms, *, gone=(), status=200):
    comments = shown_comments(meeting, request.user, drafts=True)
    for form in forms:
        form.said = [one for one in comments if one.item_id == form.item.pk]
    people = attendance_queries.lines(meeting)
    context = {
        "meeting": meeting,
        "forms": forms,
        "gone": gone,
        "people": people,
        "present": sum(line.is_there for line in people),
        "said": [one for one in comments if one.item_id is None],
        "arising": list(open_actions(meeting, Audience.PRINCIPALS)),
        "earlier": earlier_minutes(meeting),
        "writes": True,
        "unanswered": queries.unanswered_comments(meeting),
    }
    return render(request, "meetings/minutes/minutes.html", context, status=status)


@require_POST
def item_minutes(request, pk, item):
    """Saves the text of one item while it is typed. Answers when it was saved, or why not, as JSON."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    found = meeting.agenda.filter(pk=item).first()
    if found is None:
        return JsonResponse(
            {"refused": "Not saved: this item was taken off the agenda meanwhile. Save to put it back."},
            status=410,
        )
    found.meeting = meeting
    form = ItemMinutesForm(request.POST, item=found, agencies=())
    form.fields = {name: form.fields[name] for name in ("text", "revision")}
    form.clean = lambda: form.cleaned_data
    if not form.is_valid():
        return JsonResponse({"refused": "This text is too long to be saved."}, status=400)
    try:
        saved = actions.write_minutes(found, **form.cleaned_data, by=request.user)
    except Stale:
        return JsonResponse(
            {"refused": f"Somebody wrote on “{found}” meanwhile. Save to see both texts."}, status=409
        )
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved": hour(timezone.localtime(clock.now())),
            "revision": saved.revision,
            "opened": fingerprints(saved.minutes),
        }
    )


@require_http_methods(["GET", "POST"])
def line_change(request, pk, kind, line):
    """Changes or deletes a decision or an action point."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    model, form_class = {"decision": (Decision, DecisionForm), "action": (Action, ActionForm)}[kind]
    found = get_object_or_404(model.objects.select_related("item"), pk=line, item__meeting=meeting)
    back = f"{reverse('meetings:minutes', args=[pk])}#item-{found.item_id}"
    if request.method == "POST" and "remove" in request.POST:
        return perform(
            request, back, lambda: followup_actions.remove_line(found, by=request.user), "It is taken out."
        )
    form = form_class(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        return perform(
            request,
            back,
            lambda: followup_actions.change_line(found, changes=changes, by=request.user),
            "It is changed.",
        )
    context = {"meeting": meeting, "form": form, "kind": kind, "item": found.item}
    return render(request, "meetings/minutes/line_form.html", context)


@require_http_methods(["GET", "POST"])
def circulate(request, pk):
    """Circulates the minutes: asks until when the members may comment, and says what may be missing."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    day = PartialDate.of(clock.today() + FOR_COMMENTS)
    initial = {"day": day, "hour": dt.time(18), "next_adopts": "yes" if meeting.next_adopts else ""}
    form = CirculateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        until, next_adopts = form.cleaned_data["until"], form.cleaned_data["next_adopts"]
        try:
            actions.circulate_minutes(meeting, until=until, next_adopts=next_adopts, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"The minutes are circulated. The members can comment until {hours.moment(until)}."
            )
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "missing": queries.missing(meeting),
        "place": hours.place(clock.zone().key),
    }
    return render(request, "meetings/minutes/circulate.html", context)


@require_POST
def adopt(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    return perform(
        request,
        meeting,
        lambda: actions.adopt_minutes(meeting, by=request.user),
        "The minutes are adopted and stand as they are.",
    )


@require_POST
def take_back(request, pk):
    """Undoes a circulation within a minute."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    try:
        messages.success(request, actions.take_back_minutes(meeting, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)
