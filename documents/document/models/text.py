"""What belongs to the texts of a document: their images, and texts from Word files that are not saved yet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.document.models.document import Document
from foundation.dates import clock
from foundation.files.text_images import ReadImage, StoredImage, reader
from foundation.text.languages import Language
from foundation.text.lengths import NAME, TEXT


class TextImage(StoredImage):
    """An image in the texts of a document."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="images", verbose_name=gettext_lazy("document")
    )

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


def image_reader(document: Document) -> ReadImage:
    """Returns what reads images by their addresses: those of this document and of its other editions."""
    return reader(TextImage.objects.filter(document__slug=document.slug))


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
