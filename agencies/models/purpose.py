from auditlog.registry import auditlog
from django.db import models

from foundation.fields import TITLE


class Purpose(models.Model):
    """A purpose of the Group's regular consultations, from its terms of reference."""

    edition = models.PositiveSmallIntegerField(
        default=1, help_text="Which text of the terms of reference it stands in, counted from the first."
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)
    keywords = models.CharField(
        max_length=TITLE,
        blank=True,
        help_text="Further words by which it is suggested, separated by commas: remittances, statistics.",
    )

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="purpose_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"


auditlog.register(Purpose)
