"""What belongs to the texts of a document: their images, and texts from Word files that are not saved yet."""

import secrets
from collections.abc import Callable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.document.models.document import Document
from foundation.dates import clock
from foundation.files.storage import StoredFile
from foundation.text.languages import Language
from foundation.text.lengths import NAME, TEXT


def new_token() -> str:
    """Returns the last part of the address of a new image. Nobody can guess it."""
    return secrets.token_urlsafe(12)


class TextImage(StoredFile):
    """An image in the texts of a document. It never changes, and earlier versions keep showing it."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="images", verbose_name=gettext_lazy("document")
    )
    token = models.CharField(gettext_lazy("token"), max_length=40, unique=True, default=new_token)
    kind = models.CharField(gettext_lazy("media type"), max_length=40)
    file = models.FileField(gettext_lazy("file"), upload_to="images/")

    class Meta:
        verbose_name = gettext_lazy("image of a text")
        verbose_name_plural = gettext_lazy("images of texts")
        ordering = ["document", "pk"]

    def __str__(self):
        return _("%(document)s, image %(name)s") % {"document": self.document, "name": self.name}

    def get_absolute_url(self):
        return image_address(self.document_id, self.token)


def image_address(document: int, token: str) -> str:
    """Returns the address of an image, as a text holds it."""
    return reverse("documents:text_image", args=[document, token])


def image_reader(document: Document) -> Callable[[str], bytes | None]:
    """Returns a function that returns the content of an image by its address; None if there is no such image.

    It finds only images of this document and of its other editions, since a text can name any address.
    """

    def read(address: str) -> bytes | None:
        token = address.rpartition("/")[2]
        images = TextImage.objects.filter(token=token, document__slug=document.slug)
        image = images.first()
        if image is None or image.get_absolute_url() != address:
            return None
        with image.file.open("rb") as content:
            return content.read()

    return read


class ImportedText(models.Model):
    """A text from a Word file, which its uploader has not saved as a version yet. Only they see it."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("document")
    )
    by = models.ForeignKey(
        "agencies.User", on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("person")
    )
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=Language)
    name = models.CharField(gettext_lazy("file name"), max_length=NAME)
    file = models.FileField(gettext_lazy("file"), upload_to="imports/", blank=True)
    told_in = models.CharField(gettext_lazy("language of the person"), max_length=10, blank=True)
    text = models.TextField(gettext_lazy("text"), blank=True, max_length=TEXT * 50)
    left_out = models.JSONField(gettext_lazy("left out"), default=list, blank=True)
    asked_at = models.DateTimeField(gettext_lazy("uploaded"), default=clock.now)
    made_at = models.DateTimeField(gettext_lazy("read"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("imported text")
        verbose_name_plural = gettext_lazy("imported texts")
        ordering = ["-asked_at"]

    def __str__(self):
        return self.name
