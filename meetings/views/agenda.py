from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation import sections
from foundation.forms import differing
from foundation.requests import whole
from meetings import actions, arranging, carrying, deciding, papers, publishing
from meetings.forms import ItemForm, NewItemForm
from meetings.models import AgendaItem, Audience, Meeting
from meetings.views.fetching import get_item, get_meeting
from meetings.views.meetings import revision_of, tried
from meetings.views.reading import earlier_minutes


@require_GET
def agenda(request, pk):
    """The agenda as the chair builds it, with what waits for it beside it."""
    return _page(request, get_meeting(request.user, pk, "meetings.change_meeting"))


def _page(request, meeting: Meeting, *, form=None):
    context = {
        **running(meeting),
        "form": form or NewItemForm(),
        "panels": sections.shown("agenda", meeting, request.user),
    }
    return render(request, "meetings/agenda.html", context)


def running(meeting: Meeting) -> dict:
    """The items in order, each with the time at which it begins, and the time used of the time there is."""
    rows = meeting.agenda.select_related("proposed_by", "paper_by", "application")
    items = arranging.numbered(rows.prefetch_related("proposals__proposed_by"))
    used = arranging.timed(items, meeting)
    publishing.mark(items, meeting)
    papers.with_files(items)
    if not meeting.minutes_stand:
        deciding.mark_settled(items, meeting)
    return {
        "meeting": meeting,
        "items": items,
        "arising": list(carrying.open_actions(meeting, Audience.PRINCIPALS)),
        "earlier": earlier_minutes(meeting),
        "used": used,
        "over": max(0, used - meeting.length) if meeting.length else 0,
        "unknown": sum(item.length is None for item in items),
    }


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
    order = list(found.meeting.agenda.all())
    if wanted in ("up", "down"):
        to = arranging.step(order, found, wanted)
    else:
        to = whole(wanted, order.index(found))
    said = ""
    try:
        moved = actions.move_item(found, to=to, by=request.user)
        arranging.numbered(moved)
        number = next(one.number for one in moved if one.pk == found.pk)
        said = f"“{found}” is number {number} now, in place {moved.index(found) + 1} of {len(moved)}."
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
    told = f"“{found}” is off the agenda."
    if found.proposals.exists():
        told += " A proposal that led to it waits again."
    return tried(
        request,
        found.meeting.get_absolute_url() + "agenda/",
        lambda: actions.remove_item(found, by=request.user),
        told,
    )


@require_POST
def item_carry(request, pk, item):
    """What was not reached at the last meeting, on this agenda."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    found = get_object_or_404(
        AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user)).exclude(
            meeting=meeting
        ),
        pk=item,
    )
    return tried(
        request,
        reverse("meetings:agenda", args=[pk]),
        lambda: carrying.carry(found, to=meeting, by=request.user),
        f"“{found}” is on this agenda.",
    )


@require_POST
def tell_changes(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    return tried(
        request,
        meeting,
        lambda: publishing.tell_changes(meeting, by=request.user),
        "The members are told of the changes in a minute.",
    )


@require_POST
def take_back(request, pk):
    """What was published by mistake, within the minute."""
    meeting = get_meeting(request.user, pk, "meetings.change_meeting")
    try:
        messages.success(request, publishing.take_back(meeting, by=request.user))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)
