from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from chairmanship.models.term import Chairmanship
from foundation import clock
from foundation.fields import TEXT
from foundation.versions import Version


class NarrativeVersion(Version):
    """What a chair's text said, by the name of the text."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="narrative_versions")
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["term", "name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["term", "name", "number"], name="narrative_version_once"),
        ]


class NarrativeComment(models.Model):
    """What somebody of the troika says on a chair's text before the report is issued."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="narrative_comments")
    name = models.CharField(max_length=20)
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["term", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by=None),
                name="narrative_comment_settled_at_a_time",
            ),
        ]

    def __str__(self):
        return f"comment {self.pk}"


auditlog.register(NarrativeComment)
