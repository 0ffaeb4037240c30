"""Images in texts, as files that never change: a text shows one by its address."""

import secrets
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy

from foundation.files import images
from foundation.files.storage import StoredFile, kept_or_gone, require_content
from foundation.verbs import keep

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
ReadImage: TypeAlias = Callable[[str], bytes | None]


def new_token() -> str:
    """Returns the last part of the address of a new image. Nobody can guess it."""
    return secrets.token_urlsafe(12)


class StoredImage(StoredFile):
    """An image in the texts of one thing. It never changes, and earlier texts keep showing it.

    Its `get_absolute_url` is the address that a text holds, which ends with the token.
    """

    token = models.CharField(gettext_lazy("token"), max_length=40, unique=True, default=new_token)
    kind = models.CharField(gettext_lazy("media type"), max_length=40)
    file = models.FileField(gettext_lazy("file"), upload_to="images/")

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        raise NotImplementedError


AnImage = TypeVar("AnImage", bound=StoredImage)


@transaction.atomic
def add(image: AnImage, *, file, by) -> AnImage:
    """Stores what somebody uploaded as a new image. Returns it. Raises `Refused`."""
    require_content(file)
    image.kind = images.check(file)
    with kept_or_gone() as store:
        return put(image, file.read(), by=by, store=store)


def put(image: AnImage, content: bytes, *, by, store: Callable[..., dict]) -> AnImage:
    """Saves an image with its content, which `store` stores (see `kept_or_gone`). Raises `Refused`."""
    file = ContentFile(content, name=f"image.{ENDINGS[image.kind]}")
    return keep(image, **store(file, under="images", by=by))


def reader(among: models.QuerySet) -> ReadImage:
    """Returns a function that returns the content of an image by its address.

    It returns None for what is not among these images, since a text can name any address.
    """

    def read(address: str) -> bytes | None:
        image = among.filter(token=address.rpartition("/")[2]).first()
        if image is None or image.get_absolute_url() != address:
            return None
        with image.file.open("rb") as content:
            return content.read()

    return read
