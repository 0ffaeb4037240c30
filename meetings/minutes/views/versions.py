"""The revisions of an item's minutes."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.dates import hours
from foundation.text import revisions
from meetings.agenda.access import get_item
from meetings.meeting.access import perform, revision_of
from meetings.minutes import actions


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
