"""The editor uploads the images of a text, and says in its own words what was refused."""

from collections.abc import Callable

from django.http import JsonResponse
from django.utils.translation import gettext as _

from foundation.files.text_images import StoredImage
from foundation.verbs import Refused


def uploaded(request, add: Callable[..., StoredImage]) -> JsonResponse:
    """Answers the editor with the address of the image that `add` stores, or with what to do (400)."""
    if "file" not in request.FILES:
        return JsonResponse({"refused": _("Please choose an image.")}, status=400)
    try:
        image = add(file=request.FILES["file"], by=request.user)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    return JsonResponse({"src": image.get_absolute_url()})
