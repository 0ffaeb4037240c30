"""Connects activities of the workplan with meetings and decisions, and records which meeting approved
a plan.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chairmanship.models import AgreedPlan, WorkplanActivity
from foundation.web.editing import asked_again
from meetings.meeting.access import require
from meetings.workplan import actions, forms


def _activity(user, pk) -> WorkplanActivity:
    require(user, "chairmanship.read_workplan")
    activity = get_object_or_404(WorkplanActivity.objects.select_related("lead"), pk=pk)
    require(user, "chairmanship.note_activity", activity)
    return activity


@require_POST
def connect(request, pk):
    """Connects an activity with a meeting, a decision or both."""
    activity = _activity(request.user, pk)
    form = forms.ConnectForm(request.POST, user=request.user, prefix="to")
    if not form.is_valid():
        words = {"heading": _("Link a meeting or decision"), "verb": _("Add link")}
        return asked_again(request, form, **words, page=activity.get_absolute_url())
    if not any(form.cleaned_data.values()):
        messages.error(request, _("Nothing was linked. Choose a meeting or a decision from the list."))
    else:
        actions.connect(activity, **form.cleaned_data)
        messages.success(request, _("Link added."))
    return redirect(activity)


@require_POST
def disconnect(request, pk):
    """Removes links. It is no error if there is none."""
    activity = _activity(request.user, pk)
    form = forms.ConnectForm(request.POST, user=request.user)
    if form.is_valid():
        actions.disconnect(activity, **form.cleaned_data)
        messages.success(request, _("Link removed."))
    return redirect(activity)


@require_POST
def approve(request, pk):
    """Records which meeting approved a plan."""
    user = request.user
    require(user, "chairmanship.read_workplan")
    plan = get_object_or_404(AgreedPlan.objects.select_related("term__agency", "term__coordinated_by"), pk=pk)
    if not (user.has_perm("chairmanship.keep_workplan") or user.has_perm("chairmanship.pass_on", plan.term)):
        raise PermissionDenied
    form = forms.ApprovalForm(request.POST, user=user)
    if not form.is_valid():
        words = {"heading": _("Record the meeting that approved it"), "verb": _("Save")}
        return asked_again(request, form, **words, page=plan.get_absolute_url())
    actions.approve(plan, **form.cleaned_data)
    messages.success(request, _("Approval saved."))
    return redirect(plan)
