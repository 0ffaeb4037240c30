"""Files with minutes that were written outside the portal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.files.serving import as_download
from foundation.verbs import Refused
from foundation.web.forms import beside
from meetings.meeting.access import get_meeting
from meetings.minutes.actions import attach_minutes
from meetings.minutes.forms import MinutesFileForm


@require_http_methods(["GET", "POST"])
def minutes_attach(request, pk):
    meeting = get_meeting(request.user, pk, "meetings.write_minutes")
    form = MinutesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach_minutes(meeting, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(beside(refusal, form), str(refusal))
        else:
            messages.success(request, _("Minutes attached."))
            return redirect(meeting)
    return render(request, "meetings/minutes/minutes_attach.html", {"meeting": meeting, "form": form})


@require_GET
def minutes_file(request, pk, file):
    """A file with minutes, as a download, for those who may read the minutes."""
    meeting = get_meeting(request.user, pk)
    found = get_object_or_404(meeting.minutes_files.all(), pk=file)
    if not request.user.has_perm("meetings.read_minutes", meeting):
        raise PermissionDenied
    return as_download(request, found.file, name=found.name)
