"""The troika's notes."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE


class TroikaNote(models.Model):
    """A note of the troika. Today's troika and the secretariat read it, and no other member."""

    class Kind(models.TextChoices):
        NOTE = "note", pgettext_lazy("text of the troika", "note")
        DRAFT = "draft", pgettext_lazy("text of the troika", "draft")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        help_text=gettext_lazy("The agency that last saved it; empty for the secretariat."),
    )  # fmt: skip
    written_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)
    put_away_at = models.DateTimeField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("troika:note", args=[self.pk])


auditlog.register(TroikaNote, exclude_fields=["text"])
