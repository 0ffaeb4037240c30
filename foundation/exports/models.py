"""The tables that people asked for and the worker makes."""

import hashlib
from datetime import timedelta

from django.core.files import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock
from foundation.text.lengths import TITLE

KEPT = timedelta(days=1)


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports by their age and owner."""

    def kept_for(self, user):
        """Those that the user asked for within the last day. Nobody else may have them."""
        return self.filter(owner=user.pk, asked_at__gt=clock.now() - KEPT)

    def outdated(self):
        """Those that nobody can have any more."""
        return self.filter(asked_at__lte=clock.now() - KEPT)


class Export(models.Model):
    """A table as a file, for the one person who asked for it. A job makes it; it is kept for a day."""

    JOB = "export"  # the kind of that job

    # The key of a person: accounts are above this app.
    owner = models.PositiveBigIntegerField()
    address = models.TextField(help_text=_("The page and its filters, without the host."))
    mark = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=TITLE)
    rows = models.PositiveIntegerField()
    asked_at = models.DateTimeField(default=clock.now, editable=False, db_index=True)
    file = models.FileField(upload_to="exports/", blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("In bytes."))

    objects = ExportQuerySet.as_manager()

    def __str__(self):
        return self.filename

    @staticmethod
    def mark_of(user, address: str) -> str:
        """Returns what is the same for the same table of the same person."""
        return hashlib.sha256(f"{user.pk} {address}".encode()).hexdigest()

    def take(self, content) -> None:
        """Stores an open file. Call it in a transaction."""
        self.size = content.tell()
        self.file.save(self.filename, File(content), save=False)
        self.save(update_fields=["file", "size"])
