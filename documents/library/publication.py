"""The page of publication: what the public will read, to request it, to publish, or to return it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.clearance import late
from documents.clearance.actions import refuse_while_asked
from documents.clearance.objections import objects_in_words, standing
from documents.clearance.status import as_of_now
from documents.document.models import Document
from documents.document.views import get_document, get_document_of_group, perform, why_not
from documents.library import detail, mail, requests
from documents.library.citation import citation
from documents.library.forms import RequestForm, ReturnForm
from documents.versions.queries import current_versions, latest_first
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused


def _document(user, pk: int) -> Document:
    document = get_document_of_group(user, pk)
    if not user.has_perm("documents.lead", document):
        raise PermissionDenied(why_not("documents.publish", document))
    return document


@require_http_methods(["GET", "POST"])
def publication(request, pk):
    """Shows the public page as it would be. A POST of the lead agency requests publication."""
    document = as_of_now([_document(request.user, pk)])[0]
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            requests.request_publication(document, **form.cleaned_data, by=request.user)
        except Refused as refusal:  # the page shows the latest version, and keeps the note
            form.add_error(None, str(refusal))
        else:
            done = _("Publication is requested. The chair decides, and you will be told.")
            messages.success(request, done)
            return redirect(document)
    return _page(request, document, form=form)


@require_POST
def publication_return(request, pk):
    """The chair does not publish it yet, and says why."""
    document = get_document(request.user, pk, "documents.publish")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, document, returning=form)
    return perform(
        request,
        document,
        lambda: requests.return_to_lead(document, **form.cleaned_data, by=request.user),
        _("The document is returned. The lead agency is told."),
    )


def _page(request, document: Document, *, form=None, returning=None):
    versions = latest_first(document)
    asked = requests.open_request(document)
    document.__dict__.setdefault("_prefetched_objects_cache", {})["versions"] = versions
    seen = versions[0].number if versions else None
    if form is None or not form.is_bound:
        form = RequestForm(initial={"seen": seen})
    else:
        form.data = form.data.copy()
        form.data["seen"] = "" if seen is None else seen
    would_be = as_published(document)
    public = Document.objects.public().filter(slug=document.slug).exclude(pk=document.pk)
    earlier = list(public.filter(edition__lt=document.edition).order_by("-edition"))
    context = {
        "document": would_be,
        "state": document.get_state_display(),
        "is_public": document.is_public,
        "is_publishable": requests.is_publishable(document),
        "may_publish": request.user.has_perm("documents.publish", document),
        "asked": asked,
        "form": form,
        "returning": returning or ReturnForm(),
        "seen": seen,
        "versions": current_versions(versions),
        "not_cleared": detail.not_cleared(document) or _not_asked(document),
        **_barred(document),
        "superseded": [one for one in earlier if one.state == Document.State.PUBLISHED],
        "editions": earlier,
        "citation": citation(would_be, request.build_absolute_uri(document.public_address)),
        "place": mail.place_of_publication(document),
        "back": reverse("documents:document_detail", args=[document.pk]),
    }
    return render(request, "documents/library/publication.html", context)


def _barred(document: Document) -> dict:
    """Says what stands against publication: who `objects`, or that a round is not settled (`unsettled`)."""
    if document.issued_as:
        return {}
    objects, unsettled = objects_in_words(standing(document)), ""
    try:
        refuse_while_asked(document)
        late.refuse_undecided(document)
    except Refused as refusal:
        unsettled = str(refusal)
    return {"objects": objects, "unsettled": unsettled, "is_barred": bool(objects or unsettled)}


def _not_asked(document: Document) -> str:
    """Says that nobody agreed to what would be published; "" if somebody did, or it says whose text it is."""
    agreed = document.steps.filter(state__in=(Document.State.CLEARED, Document.State.ADOPTED))
    if document.issued_as or document.is_public or agreed.exists():
        return ""
    return _("Nobody was asked to clear this document, and no meeting adopted it.")


def as_published(document: Document) -> Document:
    """Returns a copy of the document as it would be published now. It is not saved."""
    copy = Document.objects.select_related("lead", "term__agency", "origin__agency", "occasion__forum")
    found = copy.get(pk=document.pk)
    found.state, found.date = Document.State.PUBLISHED, found.date or PartialDate.of(clock.today())
    return found
