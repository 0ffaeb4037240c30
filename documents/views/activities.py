"""A document connected with the activity of the workplan that brings it about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chairmanship.models import WorkplanActivity
from documents import actions
from documents.models import Document
from documents.workplan import form_for
from foundation.requests import whole
from foundation.verbs import Refused


def _activity(user, pk) -> WorkplanActivity:
    if not user.has_perm("chairmanship.read_workplan"):
        raise PermissionDenied
    activity = get_object_or_404(WorkplanActivity.objects.select_related("lead"), pk=pk)
    if not user.has_perm("chairmanship.note_activity", activity):
        raise PermissionDenied
    return activity


@require_POST
def connect(request, pk):
    activity = _activity(request.user, pk)
    form = form_for(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, form.wrong)
        return redirect(activity)
    return _kept(request, activity, form.cleaned_data["document"], activity, "It is connected.")


@require_POST
def disconnect(request, pk):
    activity = _activity(request.user, pk)
    found = Document.objects.visible_to(request.user).filter(activity=activity)
    document = get_object_or_404(found, pk=whole(request.POST.get("document", "")))
    return _kept(request, activity, document, None, "It is no longer connected.")


def _kept(request, activity, document, put, words):
    try:
        actions.change(document, changes={"activity": put}, revision=document.revision, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(activity)
