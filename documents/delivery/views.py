"""Connects a document with an activity of the workplan, or with the event at which it was delivered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chairmanship.models import Event, WorkplanActivity
from chairmanship.outside.views import KEEP, EventEdit
from documents.delivery import actions
from documents.delivery.comparison import as_cleared
from documents.delivery.forms import ConnectForm, form_for
from documents.document.models import Document
from documents.document.views import get_document, sees_all
from documents.library import actions as library_actions
from foundation.text import rich
from foundation.verbs import Refused
from foundation.web.editing import asked_again
from foundation.web.requests import whole


def _activity(user, pk) -> WorkplanActivity:
    if not user.has_perm("chairmanship.read_workplan"):
        raise PermissionDenied
    activity = get_object_or_404(WorkplanActivity.objects.select_related("lead"), pk=pk)
    if not user.has_perm("chairmanship.note_activity", activity):
        raise PermissionDenied
    return activity


@require_POST
def connect_activity(request, pk):
    activity = _activity(request.user, pk)
    form = form_for(request.user, request.POST)
    if not form.is_valid():
        return _asked_again(request, form, activity)
    return _kept(request, activity, form.cleaned_data["document"], activity, _("The document is linked."))


def _asked_again(request, form, about):
    page = about.get_absolute_url()
    return asked_again(request, form, heading=_("Link a document"), verb=_("Link document"), page=page)


@require_POST
def disconnect_activity(request, pk):
    activity = _activity(request.user, pk)
    found = Document.objects.visible_to(request.user).filter(activity=activity)
    document = get_object_or_404(found, pk=whole(request.POST.get("document", "")))
    return _kept(request, activity, document, None, _("The document is no longer linked."))


def _kept(request, activity, document, put, words):
    try:
        library_actions.change(
            document, changes={"activity": put}, revision=document.revision, by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(activity)


# A document and the event


class Deliver(EventEdit):
    """Enters what was said at an event, starting from the text of the document as cleared."""

    heading = gettext_lazy("Enter the text as delivered")
    done = gettext_lazy("Saved. You can compare it with the text as cleared.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not sees_all(request.user):
            if request.user.is_authenticated:
                raise Http404
            return
        self.document = get_document(request.user, kwargs["pk"])

    def get_thing(self):
        return None

    def get_initial(self):
        document, cleared = self.document, as_cleared(self.document)
        version = cleared.version if cleared else document.current
        initial = super().get_initial() | {"text": rich.plain(version.text) if version else ""}
        if document.occasion:
            at = document.occasion
            initial |= {"occasion": at.pk, "city": at.city, "date": at.starts}
        return initial

    @transaction.atomic
    def keep(self, **values):
        event = super().keep(**values)
        actions.connect(event, self.document, by=self.request.user)
        return event

    def get_facts(self):
        return str(self.document)

    def get_trail(self):
        documents = (reverse("documents:document_list"), _("Documents"))
        return [documents, (self.document.get_absolute_url(), self.document)]

    def get_back(self):
        return self.document.get_absolute_url()


def _event(user, pk) -> Event:
    if not user.has_perm(KEEP):
        raise PermissionDenied
    return get_object_or_404(Event.objects.delivered(), pk=pk)


@require_POST
def connect_event(request, pk):
    """Records which document was delivered at the event."""
    event = _event(request.user, pk)
    documents = Document.objects.visible_to(request.user)
    form = ConnectForm(request.POST, documents=documents, prefix="document")
    if not form.is_valid():
        return _asked_again(request, form, event)
    actions.connect(event, form.cleaned_data["document"], by=request.user)
    messages.success(
        request, _("The document is linked. You can compare the texts as cleared and as delivered.")
    )
    return redirect(event)


@require_POST
def disconnect_event(request, pk):
    event = _event(request.user, pk)
    actions.disconnect(event, by=request.user)
    messages.success(request, _("The document is no longer linked."))
    return redirect(event)
