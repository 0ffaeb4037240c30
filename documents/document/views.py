"""What the views of all rooms share: a document or version that the user may see, and running a verb."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.rotation import rotation
from documents.document.models import Document, DocumentVersion
from documents.document.rules import reads_all
from documents.document.states import Unseen
from foundation.text.words import listed
from foundation.verbs import Refused
from foundation.web.editing import EditView


def sees_all(user) -> bool:
    return user.is_superuser or (user.is_authenticated and reads_all.test(user))


def get_document(user, pk: int, permission: str = "") -> Document:
    """Returns the document.

    Raises `Http404` if it is not visible, `PermissionDenied` without the permission.
    """
    found = get_object_or_404(Document.objects.visible_to(user).select_related("lead", "term__agency"), pk=pk)
    if permission and not user.has_perm(permission, found):
        raise PermissionDenied(why_not(permission, found))
    return found


def whose_rules() -> str:
    """Says who keeps the governing documents, and whom to ask."""
    chairs = listed(str(term.agency) for term in rotation.chairs())
    first = _("The chair and the secretariat keep the governing documents of the Group.")
    then = (
        _("To propose a change, write to the chair, %(agency)s, or to the secretariat.") % {"agency": chairs}
        if chairs
        else _("To propose a change, write to the secretariat.")
    )
    return f"{first} {then}"


def why_not(permission: str, document: Document) -> str:
    """Returns who has the permission instead, for somebody who was refused; "" if there is nothing to say."""
    if document.is_governing:
        return whose_rules()
    if permission == "documents.publish":
        return _(
            "The chair and the secretariat publish documents of the Group. The lead agency can request "
            "publication on the page of the document."
        )
    if permission == "documents.describe" and document.is_public:
        return _(
            "This document is public. The chair and the secretariat change its details. Please write to them."
        )
    return ""


def get_document_of_group(user, pk: int) -> Document:
    """Returns the document, for people of the Group. Raises `Http404` for everybody else.

    Others do not see how a document was cleared, even if it is public.
    """
    if not sees_all(user):
        raise Http404
    return get_document(user, pk)


def get_version(user, pk: int, number: int) -> DocumentVersion:
    """Returns the version. Raises `Http404` if it is not visible.

    People of the Group see every version, everybody else only published ones.
    """
    versions = DocumentVersion.objects.select_related("document__lead", "uploaded_by")
    if not sees_all(user):
        versions = versions.public()
    return get_object_or_404(versions, document=pk, number=number)


def perform(request, then, act, done: str):
    """Runs the verb `act`, shows `done` or the refusal as a message, and redirects to `then`."""
    try:
        act()
    except Unseen as unseen:
        versions = reverse("documents:version_list", args=[unseen.version.document_id])
        messages.warning(
            request, format_html('{} <a href="{}">{}</a>', str(unseen), versions, _("See what changed"))
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)


class OfLead(EditView):
    """A form by which the lead of a document asks agencies for something, by a deadline.

    `anyway` is what the button says if something speaks against the deadline.
    """

    template_name = "documents/document/deadline_form.html"
    permission_required = "documents.lead"
    anyway = gettext_lazy("Extend deadline anyway")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.document = get_document_of_group(request.user, kwargs["pk"])

    def has_permission(self):
        self.permission_denied_message = why_not(self.permission_required, self.document)
        return self.request.user.has_perm(self.permission_required, self.document)

    def get_trail(self):
        documents = (reverse("documents:document_list"), _("Documents"))
        return [documents, (reverse("documents:document_detail", args=[self.document.pk]), self.document)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(anyway=self.anyway, **kwargs)

    def form_valid(self, form):
        form.cleaned_data = form.values
        return super().form_valid(form)
