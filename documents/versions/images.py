"""Images in the texts of a document: uploaded in the editor, or brought by a Word file."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction

from agencies.models import User
from documents.document.models import Document, TextImage
from foundation.files import images
from foundation.files.storage import kept_or_gone
from foundation.verbs import keep

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@transaction.atomic
def add_image(document: Document, *, file, by: User) -> TextImage:
    """Stores an image that somebody uploaded. Returns it. Raises `Refused`."""
    image = TextImage(document=document, kind=images.check(file))
    with kept_or_gone() as store:
        return put(image, file.read(), by=by, store=store)


def put(image: TextImage, content: bytes, *, by: User, store: Callable[..., dict]) -> TextImage:
    """Saves an image with its content, which `store` stores (see `kept_or_gone`). Raises `Refused`."""
    file = ContentFile(content, name=f"image.{ENDINGS[image.kind]}")
    return keep(image, **store(file, under="images", by=by))
