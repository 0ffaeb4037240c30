"""The revisions of an item's minutes, and corrigenda to adopted minutes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.dates import hours
from foundation.text import revisions
from foundation.verbs import Refused, Stale
from foundation.web.writing import base_of, shown_clashes, with_draft
from meetings.agenda.access import get_item
from meetings.meeting.access import perform, revision_of
from meetings.minutes import actions
from meetings.minutes.forms import CorrectionForm


@require_GET
def version_list(request, pk, item):
    """All revisions of an item's minutes, and two of them compared."""
    found = get_item(request.user, pk, item, "meetings.write_minutes")
    context = {
        "meeting": found.meeting,
        "item": found,
        "revision": found.revision,
        "here": reverse("meetings:version_list", args=[pk, item]),
        "may_restore": not found.meeting.minutes_stand,
        **revisions.compare(found.versions, request.GET),
    }
    return render(request, "meetings/minutes/version_list.html", context)


@require_POST
def version_restore(request, pk, item, number):
    """Makes an earlier text that of the minutes. The present text stays as a revision."""
    found = get_item(request.user, pk, item, "meetings.write_minutes")
    version = get_object_or_404(found.versions.all(), number=number)
    return perform(
        request,
        reverse("meetings:version_list", args=[pk, item]),
        lambda: actions.write_minutes(
            found, text=version.text, revision=revision_of(request), by=request.user
        ),
        _("The text of %(time)s on “%(item)s” is restored.")
        % {"time": hours.moment(version.saved_at), "item": found},
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
            made = actions.correct_minutes(
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
            messages.success(
                request, _("Corrigendum %(number)s issued. Members will be told.") % {"number": made.number}
            )
            return redirect(f"{found.meeting.get_absolute_url()}#item-{found.pk}")
    return render(request, "meetings/minutes/correction_form.html", context)
