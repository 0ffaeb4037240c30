"""What the views share: a document, and a version of it, that the person may see."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html

from documents.document.locks import Unseen
from documents.document.models import Document, DocumentVersion
from documents.document.rules import reads_all
from foundation.verbs import Refused


def sees_all(user) -> bool:
    return user.is_superuser or (user.is_authenticated and reads_all.test(user))


def get_document(user, pk: int, permission: str = "") -> Document:
    """Not visible is 404; visible but not allowed is 403."""
    found = get_object_or_404(Document.objects.visible_to(user).select_related("lead", "term__agency"), pk=pk)
    if permission and not user.has_perm(permission, found):
        raise PermissionDenied
    return found


def get_version(user, pk: int, number: int) -> DocumentVersion:
    """The people of the Group read every version, everybody else what is published. Raises `Http404`."""
    versions = DocumentVersion.objects.select_related("document__lead", "uploaded_by")
    if not sees_all(user):
        versions = versions.public()
    return get_object_or_404(versions, document=pk, number=number)


def tried(request, then, act, done: str):
    """Does it, tells how it went, and goes on to that page."""
    try:
        act()
    except Unseen as unseen:
        versions = reverse("documents:version_list", args=[unseen.version.document_id])
        messages.warning(request, format_html('{} <a href="{}">See what changed</a>', str(unseen), versions))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)
