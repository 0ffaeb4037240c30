"""The attendance, for a phone in the room: one line each, one tap, saved at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from foundation.files.sheets import sheet
from foundation.text.lengths import NAME
from foundation.verbs import Refused
from foundation.web.requests import whole
from meetings.attendance import actions, participants, queries
from meetings.attendance.actions import How
from meetings.attendance.forms import CameForm, HeardForm, WhoForm
from meetings.invitations import queries as invitation_queries
from meetings.invitations.models import GuestInvitation
from meetings.meeting.access import get_meeting, perform
from meetings.meeting.models import Meeting

BUTTONS = [
    (How.PRESENT, gettext_lazy("Present")),
    (How.REMOTE, gettext_lazy("Remote")),
    (How.REPRESENTED, gettext_lazy("Represented")),
    (How.APOLOGIES, gettext_lazy("Apologies")),
]
WRITES = "meetings.write_minutes"


def _closed(meeting: Meeting) -> str:
    """Returns why nothing can be recorded, as a sentence; "" if it can."""
    if meeting.minutes_stand:
        return _("The minutes of this meeting are adopted, so its attendance can no longer be changed.")
    if meeting.stage == Meeting.Stage.CANCELLED:
        return _("This meeting was cancelled, so there is no attendance to record.")
    if meeting.stage != Meeting.Stage.CALLED:
        return _("You can record attendance once the meeting has been convened.")
    return ""


@require_GET
def attendance(request, pk):
    """The page to take the attendance."""
    meeting = get_meeting(request.user, pk, WRITES)
    if closed := _closed(meeting):
        messages.error(request, closed)
        return redirect(meeting)
    return _page(request, meeting)


def _page(request, meeting: Meeting, *, came=None, heard=None):
    found, invited = queries.lines(meeting), list(_invited(meeting))
    for one in invited:
        one.said = invitation_queries.in_words(one) if one.reply else ""
    context = {
        "meeting": meeting,
        "lines": found,
        "counted": queries.counted(found),
        "buttons": BUTTONS,
        "invited": invited,
        "guests": list(meeting.guests.filter(invitation=None)),
        "came": came or CameForm(),
        "heard": heard or HeardForm(prefix="heard"),
    }
    return render(request, "meetings/attendance/attendance.html", context)


def attendee_of(meeting: Meeting, key: str) -> dict:
    """Returns the arguments of `actions.mark` for the key of a line. Raises `Refused`, `Http404`."""
    kind, _dash, pk = key.partition("-")
    pk = whole(pk)
    if kind == "row":
        row = meeting.attendance.select_related("agency").filter(pk=pk).first()
        if row is None:
            raise Refused(_("Somebody has removed this entry in the meantime."))
        return {"agency": row.agency, "row": row}
    if kind == "invited":
        rows = meeting.invitations.valid().exclude(agency=None).select_related("agency", "person")
        invitation = get_object_or_404(rows, pk=pk)
        return {"agency": invitation.agency, "name": invitation.person.name}
    return {"agency": get_object_or_404(Agency, pk=pk if kind == "agency" else 0)}


@require_POST
def attendance_mark(request, pk):
    """Records one tap. For htmx it returns the line as it is now, and the counts."""
    meeting = get_meeting(request.user, pk, WRITES)
    at, how = request.POST.get("at", ""), request.POST.get("how", "")
    at = whole(at, 0)
    how = how if how in How.values else ""
    here = reverse("meetings:attendance", args=[pk])
    typed = request.POST.get("represented_by", "")[:NAME]
    try:
        who = attendee_of(meeting, request.POST.get("who", ""))
        row = actions.mark(meeting, **who, how=how, represented_by=typed, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else redirect(here)
    if not request.htmx:
        return redirect(f"{here}#line-{at}")
    found = queries.lines(meeting)
    if row:
        own = [line for line in found if line.row == row]
    else:
        own = [line for line in found if line.agency == who["agency"]]
    context = {
        "meeting": meeting,
        "line": own[0],
        "at": at,
        "counted": queries.counted(found),
        "buttons": BUTTONS,
        "swapped": True,
    }
    return render(request, "meetings/attendance/_attendance_line.html", context)


@require_POST
def attendance_add(request, pk):
    """Adds somebody of an agency who came unexpectedly."""
    meeting = get_meeting(request.user, pk, WRITES)
    form = CameForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, came=form)
    return _done(request, meeting, lambda: actions.add(meeting, **form.cleaned_data, by=request.user))


@require_POST
def guest_heard(request, pk):
    """Adds somebody from outside who was heard without an invitation in the portal."""
    meeting = get_meeting(request.user, pk, WRITES)
    form = HeardForm(request.POST, prefix="heard")
    if not form.is_valid():
        return _page(request, meeting, heard=form)
    return _done(request, meeting, lambda: actions.add_guest(meeting, **form.cleaned_data, by=request.user))


@require_GET
def participant_list(request, pk):
    """Who is expected, or who came: to read, to print, or as a spreadsheet for the passes."""
    meeting = get_meeting(request.user, pk, "meetings.see_answers")
    found = participants.participants_of(meeting)
    if request.GET.get("as") in ("csv", "xlsx"):
        rows = [(*one[:4], _("yes") if one.is_guest else "") for one in found.rows]
        return sheet(f"participants {meeting.date.iso}", participants.columns(), rows, request.GET["as"])
    return render(request, "meetings/attendance/participant_list.html", {"meeting": meeting, "found": found})


def _done(request, meeting, act, words=""):
    return perform(request, reverse("meetings:attendance", args=[meeting.pk]), act, words or _("Saved."))


@require_POST
def guest_came(request, pk, guest):
    """Records with one tap that an invited participant was heard, or was not."""
    meeting = get_meeting(request.user, pk, WRITES)
    found = get_object_or_404(_invited(meeting), pk=guest)
    heard = request.POST.get("heard") == "yes"
    words = _("%(organization)s is no longer recorded as present.")
    if heard:
        words = _("%(organization)s is recorded as present.")
    words %= {"organization": found.organization}
    return _done(request, meeting, lambda: actions.hear(found, heard=heard, by=request.user), words)


def _invited(meeting: Meeting):
    return meeting.guest_invitations.filter(state=GuestInvitation.State.INVITED)


@require_http_methods(["GET", "POST"])
def attendance_change(request, pk, kind, line):
    """Changes who somebody is, or removes a row entered by mistake."""
    meeting = get_meeting(request.user, pk, WRITES)
    rows, form_class = {
        "agency": (meeting.attendance.select_related("agency"), WhoForm),
        "guest": (meeting.guests.all(), HeardForm),
    }[kind]
    found = get_object_or_404(rows, pk=line)
    found.meeting = meeting
    if request.method == "POST" and "remove" in request.POST:
        return _done(request, meeting, lambda: actions.take_out(found, by=request.user), _("Entry removed."))
    form = form_class(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            meeting,
            lambda: actions.change(found, changes=form.cleaned_data, by=request.user),
            _("Changes saved."),
        )
    context = {"meeting": meeting, "form": form, "whom": found.agency if kind == "agency" else found.named}
    return render(request, "meetings/attendance/attendance_form.html", context)
