"""A document and what was said outside: entered from the document, or connected with it afterwards."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chairmanship.models import Event
from chairmanship.outside_views import KEEP, EventEdit
from documents import delivering
from documents.models import Document
from documents.views.fetching import get_document, sees_all
from documents.workplan import ConnectForm
from foundation import rich


class Deliver(EventEdit):
    """What was said, entered from the document: its text as cleared is there to begin with."""

    heading = "Enter what was delivered"
    done = "It stands in the ledger, beside what was cleared."

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
        document, cleared = self.document, delivering.as_cleared(self.document)
        version = cleared.version if cleared else document.current
        initial = super().get_initial() | {"text": rich.plain(version.text) if version else ""}
        if document.occasion:
            at = document.occasion
            initial |= {"occasion": at.pk, "city": at.city, "date": at.starts.isoformat()}
        return initial

    @transaction.atomic
    def keep(self, **values):
        event = super().keep(**values)
        delivering.connect(event, self.document, by=self.request.user)
        return event

    def get_facts(self):
        return str(self.document)

    def get_trail(self):
        documents = (reverse("documents:document_list"), "Documents")
        return [documents, (self.document.get_absolute_url(), self.document)]

    def get_back(self):
        return self.document.get_absolute_url()


def _event(user, pk) -> Event:
    if not user.has_perm(KEEP):
        raise PermissionDenied
    return get_object_or_404(Event.objects.delivered(), pk=pk)


@require_POST
def connect(request, pk):
    """Which document was delivered there."""
    event = _event(request.user, pk)
    documents = Document.objects.visible_to(request.user)
    form = ConnectForm(request.POST, documents=documents, prefix="document")
    if form.is_valid():
        delivering.connect(event, form.cleaned_data["document"], by=request.user)
        messages.success(request, "It is connected: what was cleared stands beside what was delivered.")
    else:
        messages.error(request, form.wrong)
    return redirect(event)


@require_POST
def disconnect(request, pk):
    event = _event(request.user, pk)
    delivering.disconnect(event, by=request.user)
    messages.success(request, "It is no longer connected.")
    return redirect(event)
