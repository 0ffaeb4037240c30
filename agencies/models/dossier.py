from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models

from agencies.models.application import Application
from foundation import clock
from foundation.fields import NAME, TEXT
from foundation.files import StoredFile


class Dossier(models.Model):
    """What an applicant writes on its own page, from the first word to the end of its application.

    `words` holds it by the name of the field. It becomes an application once it is handed in, and can be
    written in anew while something is `asked`.
    """

    email = models.EmailField()
    applicant = models.CharField(max_length=NAME)
    words = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When its link was first opened.")
    changed_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    asked = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text="What is missing, in the words of the mail.",
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="dossier"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application=None, handed_in_at=None)
                | models.Q(application__isnull=False, handed_in_at__isnull=False),
                name="dossier_handed_in_is_an_application",
            )
        ]

    def __str__(self):
        return f"application {self.pk} on its own page"  # the history keeps this text

    @property
    def is_open(self) -> bool:
        """Whether the applicant can write in it."""
        if self.application is None:
            return True
        return bool(self.asked) and self.application.is_pending


class DossierFile(StoredFile):
    """What the applicant attaches."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files")

    class Meta:
        ordering = ["dossier", "pk"]


class LinkAsked(models.Model):
    """That somebody asked for the link of an application: counted against floods, and forgotten soon."""

    mark = models.CharField(max_length=64, help_text="Of the address; the address itself is not kept.")
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self):
        return f"asked at {self.at:%H:%M}"


auditlog.register(Dossier, exclude_fields=["email", "words", "applicant"])
auditlog.register(DossierFile, exclude_fields=["name"])
