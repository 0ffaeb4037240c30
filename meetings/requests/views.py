"""Asking the chair for a meeting, and the chair's answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.text.lengths import TEXT
from foundation.verbs import Refused, Stale
from foundation.web.forms import differences
from meetings.meeting.access import perform, query, require, revision_of
from meetings.meeting.models import Meeting
from meetings.requests import actions, queries
from meetings.requests.forms import RequestForm
from meetings.requests.models import MeetingRequest

A_PAGE = 25
STATES = {
    "": gettext_lazy("All"),
    "waiting": gettext_lazy("Awaiting an answer"),
    "answered": gettext_lazy("Answered"),
}
Answer = MeetingRequest.Answer


def get_request(user, pk: int, permission: str = "") -> MeetingRequest:
    """Returns the request.

    Raises `Http404` if it is not visible, `PermissionDenied` without the permission.
    """
    found = MeetingRequest.objects.visible_to(user).select_related(
        "asked_by", "entered_by", "answered_by", "meeting"
    )
    request = get_object_or_404(found, pk=pk)
    require(user, permission, request)
    return request


@require_GET
def request_list(request):
    """The requests without an answer first, then the others, the latest first."""
    user = request.user
    require(user, "meetings.see_requests")
    found = MeetingRequest.objects.visible_to(user).select_related("asked_by", "entered_by", "meeting")
    state = request.GET.get("state", "")
    if state == "waiting":
        found = found.filter(answer=Answer.NONE)
    elif state == "answered":
        found = found.exclude(answer__in=[Answer.NONE, Answer.WITHDRAWN])
    else:
        state = ""
    open_first = Case(When(answer=Answer.NONE, then=Value(0)), default=Value(1), output_field=IntegerField())
    return render(
        request,
        "meetings/requests/request_list.html",
        {
            "page": Paginator(found.order_by(open_first, "-asked_at", "-pk"), A_PAGE).get_page(
                request.GET.get("page")
            ),
            "state": state,
            "states": STATES.items(),
            "asked": query({"state": state}),
            "sees_all": user.has_perm("meetings.see_draft"),
            "may_ask": user.has_perm("meetings.request_meeting"),
        },
    )


@require_http_methods(["GET", "POST"])
def request_ask(request):
    """The form to ask for a meeting."""
    require(request.user, "meetings.request_meeting")
    form = RequestForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask(**form.cleaned_data, by=request.user)
        if asked.on_behalf:
            done = _("Request recorded. %(agency)s will be notified.") % {"agency": asked.asker}
        elif asked.asked_by:
            done = _("Your request has been sent to the chair.")
        else:
            done = _("Request recorded.")
        messages.success(request, done)
        return redirect(asked)
    return render(request, "meetings/requests/request_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def request_change(request, pk):
    """Changes a request. If somebody else has changed it meanwhile, shows both versions."""
    asked = get_request(request.user, pk, "meetings.own_request")
    if not asked.is_open:
        messages.error(
            request,
            _("This request can no longer be changed: %(what_happened)s.")
            % {"what_happened": queries.what_happened(asked)},
        )
        return redirect(asked)
    form = RequestForm(request.POST or None, instance=asked, user=request.user)
    context, status = {"form": form, "asked": asked}, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(asked, changes=form.cleaned_data, revision=revision_of(request), by=request.user)
        except Stale as stale:
            context |= {"asked": stale.current, "both": differences(form, stale.current, user=request.user)}
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Request saved."))
            return redirect(asked)
    return render(request, "meetings/requests/request_form.html", context, status=status)


@require_GET
def request_detail(request, pk):
    """A request, with the chair's answer or the buttons for it."""
    return _page(request, get_request(request.user, pk))


def _page(request, asked: MeetingRequest, *, typed: str = "", refused: str = "", status: int = 200):
    user = request.user
    visible = Meeting.objects.visible_to(user).filter(pk=asked.meeting_id).first()
    context = {
        "asked": asked,
        "meeting": visible,
        "owns": user.has_perm("meetings.own_request", asked),
        "answers": user.has_perm("meetings.answer_requests"),
        "typed": typed,
        "refused": refused,
    }
    return render(request, "meetings/requests/request_detail.html", context, status=status)


@require_POST
def request_decline(request, pk):
    """Declines a request with a reason. If that is refused, the typed reason is kept."""
    asked = get_request(request.user, pk)
    require(request.user, "meetings.answer_requests")
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return _page(
            request, asked, refused=_("Give a short reason. Whoever requested the meeting will read it.")
        )
    if len(reason) > TEXT:
        refused = _("The reason is too long: at most %(most)s characters.") % {"most": TEXT}
        return _page(request, asked, typed=reason, refused=refused)
    try:
        actions.decline(asked, reason=reason, by=request.user, revision=revision_of(request))
    except Refused as refusal:
        now = get_request(request.user, pk)
        return _page(request, now, typed=reason, refused=str(refusal), status=409)
    messages.success(request, _("Request declined. Whoever requested the meeting can read your reason."))
    return redirect(asked)


@require_POST
def request_withdraw(request, pk):
    """Withdraws a request."""
    asked = get_request(request.user, pk, "meetings.own_request")
    revision = revision_of(request)
    return perform(
        request,
        asked,
        lambda: actions.withdraw(asked, by=request.user, revision=revision),
        _("Request withdrawn."),
    )


@require_POST
def request_reopen(request, pk):
    """Undoes that a request was declined."""
    asked = get_request(request.user, pk)
    require(request.user, "meetings.answer_requests")
    revision = revision_of(request)
    return perform(
        request,
        asked,
        lambda: actions.reopen(asked, by=request.user, revision=revision),
        _("The request awaits your answer again."),
    )
