"""The pages on which minutes are written, circulated and adopted."""

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.dates import clock, hours
from foundation.dates.partial import PartialDate
from foundation.dates.shown import hour
from foundation.text import revisions
from foundation.text.rich.merging import Merged
from foundation.verbs import Refused, Stale
from foundation.web.requests import whole
from foundation.web.writing import shown_clashes
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
from meetings.meeting.access import get_meeting, perform
from meetings.meeting.audiences import Audience
from meetings.meeting.locks import not_convened
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
        words = _("Your minutes are not saved yet, but nothing is lost. Please correct what is marked below.")
        messages.error(request, words)
        return _page(request, meeting, forms, gone=gone)
    try:
        with transaction.atomic():
            adopted = _adopt(request, meeting)  # first, because the earlier meeting is locked before this one
            stale = {form.item.pk: found for form in forms if (found := _write(form, request))}
            gone = [form for form in gone if not removed_items.settle(form, request.POST, by=request.user)]
            _toggle(request, meeting)
            _say_adopted(adopted, meeting, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, meeting, forms, gone=gone)
    if not stale and not gone:
        messages.success(request, _("Saved %(time)s.") % {"time": hour(timezone.localtime(clock.now()))})
        added = [form.item.pk for form in forms if form.adds]
        return redirect(reverse("meetings:minutes", args=[pk]) + (f"#item-{added[-1]}" if added else ""))
    if stale:
        words = _(
            "Somebody else changed the same paragraphs while you were writing. Both texts are shown below."
        )
        messages.error(request, words)
    if gone:
        words = _(
            "An item was removed from the agenda while you were writing on it. Your text is shown below."
        )
        messages.error(request, words)
    fresh = [
        _with_both(stale[item.pk].merged, item, agencies)
        if item.pk in stale
        else ItemMinutesForm(item=item, agencies=agencies)
        for item in _items(meeting)
    ]
    return _page(request, meeting, fresh, gone=gone, status=409)


def _closed(meeting: Meeting) -> str:
    """Returns why nothing can be written, as a sentence; "" if it can."""
    if meeting.minutes_stand:
        return _("These minutes are adopted and locked.")
    if meeting.stage != Meeting.Stage.CALLED:
        return not_convened(meeting)
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


def _write(form: ItemMinutesForm, request) -> Stale | None:
    """Saves what the form says of its item. Returns why not if somebody else has changed the same."""
    data, by, stale = form.cleaned_data, request.user, None
    if form.is_rewritten and request.POST.get("theirs") != str(form.item.pk):
        writer = revisions.last_writer(form.item.versions)
        text = {"text": data["text"], "revision": data["revision"], "base": form.base}
        try:
            saved = actions.write_minutes(form.item, **text, by=by)
        except Stale as found:
            stale = found
        else:
            if saved.minutes != data["text"]:
                messages.success(request, f"{form.item}: {revisions.merged_words(writer, by)}")
    if data["decision"]:
        followup_actions.record_decision(form.item, text=data["decision"], by=by)
    if data["action"]:
        followup_actions.record_action(form.item, **form.action_fields(), by=by)
    return stale


def _with_both(merged: Merged, item, agencies) -> ItemMinutesForm:
    """Returns the form of an item that shows what somebody else changed as well."""
    form = ItemMinutesForm(item=item, agencies=agencies, initial={"text": merged.draft})
    form.fields["text"].widget.base = item.minutes
    form.clashes = shown_clashes(merged)
    form.theirs_by = revisions.last_writer(item.versions)
    return form


def _toggle(request, meeting) -> None:
    """Marks a participant as present, or not. How they take part is recorded on the attendance page."""
    how, _space, key = request.POST.get("present", "").partition(" ")
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
    return actions.adopt_at(earlier, at=meeting, by=request.user)


def _say_adopted(earlier: Meeting | None, meeting: Meeting, by) -> None:
    """Writes the adoption into this meeting's minutes, unless somebody has written there already."""
    if earlier is None:
        return
    item = meeting.agenda.filter(kind=AgendaItem.Kind.MINUTES, minutes="").first()
    if item:
        text = _("The minutes of %(meeting)s were adopted.") % {"meeting": earlier.named}
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
        words = _("Not saved: this item has been removed from the agenda. Press Save to put it back.")
        return JsonResponse({"refused": words}, status=410)
    found.meeting = meeting
    form = ItemMinutesForm(request.POST, item=found, agencies=())
    form.fields = {name: form.fields[name] for name in ("text", "revision")}
    form.clean = lambda: form.cleaned_data
    if not form.is_valid():
        return JsonResponse({"refused": _("This text is too long to be saved.")}, status=400)
    writer = revisions.last_writer(found.versions)
    try:
        saved = actions.write_minutes(found, **form.cleaned_data, base=form.base, by=request.user)
    except Stale:
        words = _(
            "Not saved: somebody else has changed the same paragraph in “%(item)s”. Press Save to see both "
            "texts."
        )
        return JsonResponse({"refused": words % {"item": found}}, status=409)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    answer = {
        "saved": hour(timezone.localtime(clock.now())),
        "revision": saved.revision,
        "opened": fingerprints(saved.minutes),
    }
    if saved.minutes != form.cleaned_data["text"]:
        answer |= {"text": saved.minutes, "merged": revisions.merged_words(writer, request.user)}
    return JsonResponse(answer)


@require_http_methods(["GET", "POST"])
def line_change(request, pk, kind, line):
    """Changes or deletes a decision or an action point."""
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    model, form_class = {"decision": (Decision, DecisionForm), "action": (Action, ActionForm)}[kind]
    found = get_object_or_404(model.objects.select_related("item"), pk=line, item__meeting=meeting)
    back = f"{reverse('meetings:minutes', args=[pk])}#item-{found.item_id}"
    if request.method == "POST" and "remove" in request.POST:
        return perform(
            request, back, lambda: followup_actions.remove_line(found, by=request.user), _("Entry deleted.")
        )
    form = form_class(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        return perform(
            request,
            back,
            lambda: followup_actions.change_line(found, changes=changes, by=request.user),
            _("Changes saved."),
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
            words = _("Minutes circulated. Members can comment until %(until)s.")
            messages.success(request, words % {"until": hours.moment(until)})
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
        _("The minutes are adopted."),
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
