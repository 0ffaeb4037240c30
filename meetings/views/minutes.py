import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Agency
from foundation import clock
from foundation.dates import PartialDate
from meetings import actions, places
from meetings.forms import ActionForm, CirculateForm, DecisionForm, ItemMinutesForm, fingerprint, owners
from meetings.models import Action, Decision, Meeting
from meetings.views.fetching import get_item, get_meeting
from meetings.views.meetings import shown_comments, tried

FOR_COMMENTS = dt.timedelta(days=14)


@require_http_methods(["GET", "POST"])
def minutes(request, pk):
    """The agenda as a page that one writes on. One form, so that whatever is saved, all that was typed is."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    if meeting.minutes_stand:
        messages.error(request, "These minutes stand as adopted and are locked.")
        return redirect(meeting)
    if meeting.stage != Meeting.Stage.CALLED:
        messages.error(request, f"This meeting is {meeting.stage}. Minutes are written once it is called.")
        return redirect(meeting)
    items, agencies = _items(meeting), owners()
    if request.method == "GET":
        return _page(request, meeting, [ItemMinutesForm(item=item, agencies=agencies) for item in items])
    forms = [ItemMinutesForm(request.POST, item=item, agencies=agencies) for item in items]
    if not all([form.is_valid() for form in forms]):  # noqa: C419, each says what it found
        messages.error(request, "Nothing is saved yet, and nothing lost: something below needs a change.")
        return _page(request, meeting, forms)
    try:
        with transaction.atomic():
            stale = {form.item.pk: form for form in forms if not _write(form, request.user)}
            _toggle(request, meeting)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, meeting, forms)
    if not stale:
        messages.success(request, f"Saved {timezone.localtime(clock.now()):%H:%M}.")
        return redirect("meetings:minutes", pk)
    messages.error(
        request, "Somebody wrote on the same item while you did. Nothing is lost: both texts stand below."
    )
    fresh = [
        _with_both(stale[item.pk], item, agencies)
        if item.pk in stale
        else ItemMinutesForm(item=item, agencies=agencies)
        for item in _items(meeting)
    ]
    return _page(request, meeting, fresh, status=409)


def _items(meeting):
    owned = Action.objects.select_related("agency")
    return list(meeting.agenda.prefetch_related("decisions", Prefetch("actions", owned)))


def _write(form: ItemMinutesForm, by) -> bool:
    """Saves what the form says of its item; False when somebody else wrote its text meanwhile."""
    data, kept = form.cleaned_data, True
    if form.is_rewritten:
        try:
            actions.write_minutes(form.item, text=data["text"], revision=data["revision"], by=by)
        except actions.Stale:
            kept = False
    if data["decision"]:
        actions.record_decision(form.item, text=data["decision"], by=by)
    if data["action"]:
        actions.record_action(form.item, **form.action_fields(), by=by)
    return kept


def _with_both(form, item, agencies) -> ItemMinutesForm:
    mine = form.cleaned_data["text"]
    fresh = ItemMinutesForm(item=item, agencies=agencies, initial={"text": mine})
    fresh.theirs = item.minutes
    return fresh


def _toggle(request, meeting) -> None:
    """Turns round whether the agency, or the one expected for it, that was pressed was there."""
    pressed = request.POST.get("present", "")
    kind, _, key = pressed.partition("-")
    if not key.isdigit():
        return
    if kind == "row":
        row = get_object_or_404(meeting.attendance.select_related("agency"), pk=key)
        actions.mark_attendance(meeting, agency=row.agency, row=row, present=not row.present, by=request.user)
    elif kind == "agency":
        agency = get_object_or_404(Agency, pk=key)
        actions.mark_attendance(meeting, agency=agency, present=True, by=request.user)


def _page(request, meeting, forms, *, status=200):
    comments = shown_comments(meeting, request.user, drafts=True)
    for form in forms:
        form.said = [one for one in comments if one.item_id == form.item.pk]
    rows = list(meeting.attendance.select_related("agency"))
    there = {row.agency_id for row in rows}
    members = Agency.objects.members(on=meeting.date.latest).exclude(pk__in=there)
    people = [
        {
            "value": f"row-{row.pk}",
            "name": f"{row.agency}: {row.name}" if row.name else str(row.agency),
            "present": bool(row.present),
        }
        for row in rows
    ]
    people += [{"value": f"agency-{agency.pk}", "name": str(agency), "present": False} for agency in members]
    context = {
        "meeting": meeting,
        "forms": forms,
        "people": sorted(people, key=lambda one: one["name"].casefold()),
        "present": sum(bool(row.present) for row in rows),
        "said": [one for one in comments if one.item_id is None],
        "until": places.moment(meeting.comments_until) if meeting.comments_until else "",
    }
    return render(request, "meetings/minutes.html", context, status=status)


@require_POST
def item_minutes(request, pk, item):
    """The text of one item, as it is typed. Says when it was saved, or what somebody else wrote meanwhile."""
    found = get_item(request.user, pk, item, "meetings.write_minutes")
    form = ItemMinutesForm(request.POST, item=found, agencies=())
    form.fields = {name: form.fields[name] for name in ("text", "revision")}
    form.clean = lambda: form.cleaned_data
    if not form.is_valid():
        return JsonResponse({"refused": "This text is too long to be saved."}, status=400)
    try:
        saved = actions.write_minutes(found, **form.cleaned_data, by=request.user)
    except actions.Stale:
        return JsonResponse({"refused": "Somebody wrote here meanwhile. Save to see both texts."}, status=409)
    except actions.Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved": f"{timezone.localtime(clock.now()):%H:%M}",
            "revision": saved.revision,
            "opened": fingerprint(saved.minutes),
        }
    )


@require_http_methods(["GET", "POST"])
def line_change(request, pk, kind, line):
    """A decision or an action: its words, its owner, or that it is taken out again."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    model, form_class = {"decision": (Decision, DecisionForm), "action": (Action, ActionForm)}[kind]
    found = get_object_or_404(model.objects.select_related("item"), pk=line, item__meeting=meeting)
    back = f"{reverse('meetings:minutes', args=[pk])}#item-{found.item_id}"
    if request.method == "POST" and "remove" in request.POST:
        return tried(request, back, lambda: actions.remove_line(found, by=request.user), "It is taken out.")
    form = form_class(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        return tried(
            request,
            back,
            lambda: actions.change_line(found, changes=changes, by=request.user),
            "It is changed.",
        )
    context = {"meeting": meeting, "form": form, "kind": kind, "item": found.item}
    return render(request, "meetings/line_form.html", context)


@require_http_methods(["GET", "POST"])
def circulate(request, pk):
    """The date until which the members comment, and what may have been forgotten."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    day = PartialDate.of(clock.today() + FOR_COMMENTS)
    form = CirculateForm(request.POST or None, initial={"day": day, "hour": dt.time(18)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            actions.circulate_minutes(meeting, until=until, by=request.user)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"The minutes are circulated. The members can comment until {places.moment(until)}."
            )
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "missing": actions.missing(meeting),
        "place": places.place(clock.zone().key),
    }
    return render(request, "meetings/circulate.html", context)


@require_POST
def adopt(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    return tried(
        request,
        meeting,
        lambda: actions.adopt_minutes(meeting, by=request.user),
        "The minutes are adopted and stand as they are.",
    )
