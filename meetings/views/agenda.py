import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation import sections
from meetings import actions, places
from meetings.forms import ItemForm, NewItemForm
from meetings.models import Meeting
from meetings.views.fetching import differing, get_item, get_meeting
from meetings.views.meetings import revision_of, tried


@require_GET
def agenda(request, pk):
    """The agenda as the chair builds it, with what waits for it beside it."""
    return _page(request, get_meeting(request.user, pk, "meetings.change_meeting"))


def _page(request, meeting: Meeting, *, form=None):
    context = {
        **running(meeting),
        "form": form or NewItemForm(),
        "hours": places.hours(meeting),
        "panels": sections.shown("agenda", meeting, request.user),
    }
    return render(request, "meetings/agenda.html", context)


def running(meeting: Meeting) -> dict:
    """The items in order, each with the time at which it begins, and the time used of the time there is."""
    items, used = list(meeting.agenda.select_related("proposed_by")), 0
    for item in items:
        item.begins = _begins(meeting, used)
        used += item.length or 0
    return {
        "meeting": meeting,
        "items": items,
        "used": used,
        "over": max(0, used - meeting.length) if meeting.length else 0,
        "unknown": sum(item.length is None for item in items),
    }


def _begins(meeting: Meeting, after: int) -> str:
    """As an hour where the meeting's is known, else counted from its beginning."""
    if meeting.time:
        start = dt.datetime.combine(dt.date(2000, 1, 1), meeting.time) + dt.timedelta(minutes=after)
        return f"{start:%H:%M}"
    return f"{after // 60}:{after % 60:02}"


@require_POST
def item_add(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    form = NewItemForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form)
    try:
        actions.add_item(meeting, **form.cleaned_data, by=request.user)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:agenda", pk)


@require_POST
def item_move(request, pk, item):
    """To a place counted from nought, or by a step up or down. It is saved at once."""
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    wanted = request.POST.get("to", "")
    order = list(found.meeting.agenda.values_list("pk", flat=True))
    places_ = {"up": order.index(found.pk) - 1, "down": order.index(found.pk) + 1}
    to = places_.get(wanted, int(wanted) if wanted.isascii() and wanted.isdigit() else order.index(found.pk))
    said = ""
    try:
        moved = actions.move_item(found, to=to, by=request.user)
        said = f"“{found}” is number {moved.index(found) + 1} of {len(moved)} now."
    except actions.Refused as refusal:
        if not request.htmx:
            messages.error(request, str(refusal))
        said = str(refusal)
    if request.htmx:
        return render(request, "meetings/_agenda_items.html", {**running(found.meeting), "said": said})
    return redirect("meetings:agenda", pk)


@require_http_methods(["GET", "POST"])
def item_change(request, pk, item):
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    form = ItemForm(request.POST or None, instance=found)
    context = {"meeting": found.meeting, "item": found, "form": form, "revision": found.revision}
    title = found.title
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                found, changes=form.cleaned_data, revision=revision_of(request), by=request.user
            )
            messages.success(request, "The item is changed.")
            return redirect("meetings:agenda", pk)
        except actions.Stale as stale:
            both = differing(form, stale.current)
            context |= {"both": both, "revision": stale.current.revision, "name": title}
            return render(request, "meetings/item_form.html", context, status=409)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "meetings/item_form.html", {**context, "name": title})


@require_POST
def item_remove(request, pk, item):
    found = get_item(request.user, pk, item, "meetings.change_meeting")
    told = f"“{found}” is off the agenda. A proposal that led to it waits again."
    return tried(
        request,
        found.meeting.get_absolute_url() + "agenda/",
        lambda: actions.remove_item(found, by=request.user),
        told,
    )
