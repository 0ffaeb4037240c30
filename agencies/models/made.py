from django.db import models

from agencies.models.application import Application
from foundation.choices import Words
from foundation.files import MadeFile


class ApplicationPrint(MadeFile):
    """An application as a PDF, made by a worker."""

    class What(Words):
        ALONE = "alone"  # what the applicant says, for all who may read it and for itself
        REVIEW = "review"  # with the assessment and what members say, for those who review

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="prints")
    what = models.CharField(max_length=20, choices=What)
    file = models.FileField(upload_to="prints/", blank=True)

    class Meta:
        ordering = ["application", "what"]
        constraints = [
            models.UniqueConstraint(fields=["application", "what"], name="application_print_once"),
        ]

    def __str__(self):
        return f"{self.what} of {self.application} as a PDF"
