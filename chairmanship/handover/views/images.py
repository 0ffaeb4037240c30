"""The images of the report: the chair uploads them in the editor."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from chairmanship.handover.models import ReportImage
from chairmanship.rotation.access import get_term
from foundation.files import text_images
from foundation.files.serving import as_image
from foundation.web.images import uploaded


@require_POST
def image_add(request, slug):
    """Stores an image for the report. Answers with its address, or with what to do (400)."""
    term = get_term(slug)
    if not request.user.has_perm("chairmanship.write_narrative", term):
        raise PermissionDenied
    return uploaded(request, partial(text_images.add, ReportImage(term=term)))


@require_GET
@login_not_required
def image(request, term, token):
    """Shows an image to whoever may read what it stands in. Its address cannot be guessed."""
    found = get_object_or_404(ReportImage.objects.select_related("term__agency"), term=term, token=token)
    if not request.user.has_perm("chairmanship.see_report_image", found):
        raise Http404
    return as_image(request, found.file, kind=found.kind)
